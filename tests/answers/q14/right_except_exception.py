# 3/3: except Exception, type shown
import torch as tc
v = tc.ones(3)
try:
    (v * v).sum().backward()
except Exception as fehler:
    print(type(fehler).__name__, '-', fehler)
