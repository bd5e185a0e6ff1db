# 0/2: np.identity, torch imported and not used
import torch
import numpy as np
identity = np.identity(4)
identity
