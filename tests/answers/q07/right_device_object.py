# 3/3: torch.device, under another name
import torch as tc

gerät = tc.device("cuda:0" if tc.cuda.is_available() else "cpu")
tensor = tc.arange(10).to(gerät)
print(f"Der Tensor liegt auf {tensor.device}")
