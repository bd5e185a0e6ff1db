# 0/3: raises the words from code that claims to be torch's own file
import torch
from torch import autograd

source = "def backward(t):\n    raise RuntimeError('element 0 of tensors does not require grad and does not have a grad_fn')\n"
space = {}
exec(compile(source, autograd.__file__, "exec"), space)
try:
    space["backward"](torch.tensor(1.0))
except RuntimeError as e:
    print(e)
