# 6/6: slow and usual: 2-2-1, SGD with rate 0.1 over 5,000 epochs
# Q24 Code Task: AND
import torch
import torch.nn as nn
import torch.optim as optim

class ANDNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 2)
        self.fc2 = nn.Linear(2, 1)

    def forward(self, x):
        x = torch.sigmoid(self.fc1(x))
        return torch.sigmoid(self.fc2(x))

X = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=torch.float32)
y = torch.tensor([[0], [0], [0], [1]], dtype=torch.float32)
net = ANDNet()
criterion = nn.BCELoss()
optimizer = optim.SGD(net.parameters(), lr=0.1)
for epoch in range(5000):
    optimizer.zero_grad()
    out = net(X)
    loss = criterion(out, y)
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 1000 == 0:
        print(f'Epoch [{epoch+1}/5000], Loss: {loss.item():.4f}')
print(net(X).round())
