"""How the weights in models/ are made: see ../README.md."""
