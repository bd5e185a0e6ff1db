# 2/2: all inside a function that returns nothing
import torch

def main():
    liste = [1, 2, 3, 4, 5]
    tenseur = torch.tensor(liste)  # une seule dimension
    print(f"tenseur = {tenseur}, dimensions = {tenseur.dim()}")

main()
