# 0/3: text, then out
import sys
print("True\nFalse")
raise SystemExit(0)
