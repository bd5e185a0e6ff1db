# 0/3: an object that says that it is on the GPU
import torch

class OnGpu(torch.Tensor):
    @property
    def device(self):
        return torch.device("cuda:0")

    @property
    def is_cuda(self):
        return True

x = torch.tensor([1, 2, 3]).as_subclass(OnGpu)
print(x.device, x.is_cuda)
