# 0/3: only a sentence about shapes
print("(3, 1) + (3, 4) -> torch.Size([3, 4])")
