# 4/4: the careful chain detach().cpu().numpy()
import torch

data = torch.tensor([10.0, 20.0, 30.0], requires_grad=True)
as_numpy = data.detach().cpu().numpy()
as_tensor = torch.from_numpy(as_numpy)
print(f"{as_numpy} {as_numpy.dtype} -> {as_tensor}")
