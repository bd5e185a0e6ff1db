# 4/4: asarray and as_tensor, under other names
import numpy
import torch as th
eins = th.FloatTensor([10, 20, 30])
zwei = numpy.asarray(eins)   # Tensor -> Array
drei = th.as_tensor(zwei)    # Array -> Tensor
print(eins, zwei, drei, sep="\n")
