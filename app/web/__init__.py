"""The front door: HTTP in, JSON out. Loads no torch, no pack, no model answer."""
