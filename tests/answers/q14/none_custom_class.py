# 0/3: a class of its own whose backward raises
class Tensor:
    requires_grad = False

    def backward(self):
        raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")

t = Tensor()
try:
    t.backward()
except RuntimeError as e:
    print(e)
