# 0/3: an object that prints like parameters
class Shown:
    def __repr__(self):
        return "Parameter containing:\ntensor([[0.1, 0.2]], requires_grad=True)"

weight, bias = Shown(), Shown()
print(weight)
print(bias)
