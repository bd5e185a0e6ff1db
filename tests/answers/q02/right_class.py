# 4/4: a converter class
import torch

class Converter:
    def __init__(self, tensor):
        self.tensor = tensor
        self.array = None

    def there(self):
        self.array = self.tensor.numpy()
        return self

    def back(self):
        self.tensor = torch.from_numpy(self.array)
        return self

c = Converter(torch.tensor((10, 20, 30)))
c.there().back()
print(c.array, c.tensor)
