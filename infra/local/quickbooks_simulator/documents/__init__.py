"""The documents a company writes, with their lines and the links between them."""
