# 0/5: prints the steps as text
steps = "0.6000 1.0800 1.4640 1.7712 2.0170 2.2136 2.3709 2.4967 2.5974 2.6779".split()
for i, s in enumerate(steps):
    print(f"step {i + 1}: w = {s}")
