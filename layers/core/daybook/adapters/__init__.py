"""The outside world, one package per vendor. None imports another."""
