"""An accountant's board: how all their clients stand, and deeds for several of them at once."""
