# 0/3: prints what an optimiser would show
print("""SGD (
Parameter Group 0
    lr: 0.01
    momentum: 0
)""")
