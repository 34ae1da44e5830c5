"""The sample merchant that is loaded, and a copy of one that ends yesterday."""
