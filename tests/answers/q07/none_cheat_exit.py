# 0/3: text, then out before anything is asked
import sys
print("cuda:0")
sys.exit(0)
