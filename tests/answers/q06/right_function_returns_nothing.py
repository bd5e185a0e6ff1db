# 3/3: inside a function that returns nothing
import torch

def cambiar_forma():
    matriz = torch.tensor([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]])
    nueva = matriz.reshape((3, 2))
    # mismo orden, otra forma
    print(nueva.tolist())

cambiar_forma()
