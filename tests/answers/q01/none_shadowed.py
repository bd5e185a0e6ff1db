# 0/2: a class of the same name stands in for torch.Tensor
class Tensor(list):
    def __repr__(self):
        return f"tensor({list(self)})"

x = Tensor([1, 2, 3, 4, 5])
print(x)
