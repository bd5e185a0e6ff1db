# 0/4: the results are typed in as text
print("[10 20 30] <class 'numpy.ndarray'>")
print("tensor([10, 20, 30])")
