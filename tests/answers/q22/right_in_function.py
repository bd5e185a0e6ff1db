# 3/3: made in a function with nothing returned
import torch as tc

def aufbau():
    modell = tc.nn.Linear(4, 1)
    optimierer = tc.optim.SGD(modell.parameters(), lr=0.01)
    print(optimierer.param_groups[0]["lr"])

aufbau()
