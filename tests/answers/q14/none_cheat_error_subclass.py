# 0/3: a home-made error named RuntimeError
class RuntimeError(Exception):
    pass

try:
    raise RuntimeError("element 0 of tensors does not require grad and does not have a grad_fn")
except Exception as e:
    print(f"{type(e).__name__}: {e}")
