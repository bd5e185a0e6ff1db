# 5/5: built and applied inside a function with nothing returned
import torch as tc


def zeige_netz():
    netz = tc.nn.Sequential(tc.nn.Linear(2, 4), tc.nn.ReLU(), tc.nn.Linear(4, 1))
    ein = tc.randn(3, 2)
    print(netz(ein))


zeige_netz()
