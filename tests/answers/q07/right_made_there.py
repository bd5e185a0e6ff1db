# 3/3: made on the device at once
import torch
dev = torch.device("cuda") if torch.cuda.is_available() else torch.device("cpu")
z = torch.zeros(2, 2, device=dev)
z.device
