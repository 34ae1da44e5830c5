"""The accounting of a business day: pure, standard library only, no clock and no I/O."""
