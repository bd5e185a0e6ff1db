# 3/3: mean(dtype=...), f-string
import torch as t
zahlen = t.tensor([4, 7, 9, 2, 5])
print(f"max={zahlen.max()} min={zahlen.min()} mittel={zahlen.mean(dtype=t.float32):.2f}")
