# 4/4: shows the shared memory afterwards by changing the array
import torch

t = torch.tensor([10, 20, 30])
arr = t.numpy()
t2 = torch.from_numpy(arr)
arr[0] = 99          # all three change, same memory!
print(t, arr, t2)
