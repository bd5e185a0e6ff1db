# 8/8: everything inside a function with nothing returned
import torch as tc


def trainiere():
    # Wahrheitstabelle
    ein = tc.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    aus = tc.tensor([[0.0], [1.0], [1.0], [0.0]])
    netz = tc.nn.Sequential(
        tc.nn.Linear(2, 10),
        tc.nn.Tanh(),
        tc.nn.Linear(10, 1),
        tc.nn.Sigmoid(),
    )
    optimierer = tc.optim.Adam(netz.parameters(), lr=0.05)
    for i in range(250):
        fehler = tc.nn.functional.mse_loss(netz(ein), aus)
        optimierer.zero_grad()
        fehler.backward()
        optimierer.step()
    for zeile, ziel in zip(ein, aus):
        print(zeile.tolist(), "->", round(netz(zeile).item()), "Ziel", ziel.item())


trainiere()
