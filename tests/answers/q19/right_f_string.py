# 3/3: data in an f-string, inside a function with nothing returned
import torch

def zeige():
    schicht = torch.nn.Linear(1, 1)
    print(f"Gewicht {schicht.weight.item():.4f}, Bias {schicht.bias.item():.4f}")

zeige()
