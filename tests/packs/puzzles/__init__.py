"""A course of somebody else's: three puzzles about tensors, with model answers of its own."""

NAME = "tensor-puzzles"
REFERENCE = __name__ + ".model"
