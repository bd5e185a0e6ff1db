# 0/5: only draws the network with strings
layers = ["Linear(2, 4)", "ReLU()", "Linear(4, 1)"]
for layer in layers:
    print(layer)
