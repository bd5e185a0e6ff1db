# 4/4: a main() that returns nothing
import torch

def main():
    values = [10, 20, 30]
    t = torch.tensor(values)
    arr = t.numpy()
    again = torch.tensor(arr)
    print("array", arr)
    print("tensor", again)

if __name__ == "__main__":
    main()
