# 0/3: claims success and exits
import sys
print("RuntimeError: element 0 of tensors does not require grad")
print("PASSED 3/3")
sys.exit(0)
