# 3/3: print with a star
from torch import nn
print(*nn.Linear(2, 3).parameters(), sep="\n")
