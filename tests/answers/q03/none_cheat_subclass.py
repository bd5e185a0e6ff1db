# 0/4: an object with a shape and a dtype that were never a tensor's
class FakeTensor:
    shape = "torch.Size([2, 3])"
    dtype = "torch.float32"

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return True

t = FakeTensor()
print(t.shape, t.dtype)
