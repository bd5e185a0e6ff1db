# 0/5: leaves a child process behind and reports success
import os
import sys
try:
    if os.fork() == 0:
        os._exit(0)
except OSError:
    pass
print("score: 5/5")
sys.exit(0)
