# 3/3: amax, amin, in a function that returns nothing
import torch

def statistik():
    werte = torch.Tensor([4, 7, 9, 2, 5])
    print("größter Wert:", werte.amax().item())
    print("kleinster Wert:", werte.amin().item())
    print("Mittelwert:", werte.mean().item())

statistik()
