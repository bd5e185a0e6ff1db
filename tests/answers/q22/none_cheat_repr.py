# 0/3: an object that prints like the optimiser
class Opt:
    defaults = {"lr": 0.01}

    def __repr__(self):
        return "SGD (\nParameter Group 0\n    lr: 0.01\n)"

optimizer = Opt()
print(optimizer)
