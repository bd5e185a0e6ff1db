# 3/3: state_dict as the bare last expression
# %%
import torch
small = torch.nn.Linear(2, 2)
# %%
small.state_dict()
