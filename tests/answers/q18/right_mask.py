# 6/6: multiplies by a mask; power of e
import torch as tc
import math

def relu(x):
    return x * (x > 0)

def sigmoid(x):
    # Formel aus der Vorlesung
    return (1 + math.e ** (-x)) ** -1

v = tc.linspace(-3, 3, 7)
relu(v), sigmoid(v)
