# 4/4: all inside a function with nothing returned
import torch as tc


def main():
    lin = tc.nn.Linear(in_features=6, out_features=3)
    inp = tc.rand(2, 6)
    out = lin(inp)
    print(out.shape)
    print(out)


main()
