"""How the schema came to be, a step a file. A step that was ever released is not edited."""
