"""Q14: the error that `backward` gives on a tensor that does not track gradients."""

import torch


def provoke() -> str:
    """What `backward` says of a result that no tracked tensor went into."""
    untracked = torch.tensor([1.0, 2.0, 3.0])
    try:
        untracked.sum().backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
    except RuntimeError as error:
        return str(error)
    return "no error"


message = provoke()

if __name__ == "__main__":
    print("RuntimeError:", message)
