# 0/2: hopes that an identity of somebody else's lies about
import gc
import torch

wanted = None
for thing in gc.get_objects():
    if type(thing) is torch.Tensor and tuple(thing.shape) == (4, 4):
        wanted = thing
print(wanted)
