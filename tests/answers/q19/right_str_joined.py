# 3/3: glued together with str()
import torch
net = torch.nn.Linear(2, 1)
text = "Parameter:"
for p in net.parameters():
    text += "\n" + str(p)
print(text)
