# 0/3: what it would say, as text
print("device: cuda:0")
print("tensor([1, 2, 3], device='cuda:0')")
