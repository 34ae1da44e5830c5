"""Pages that follow money from the till to the bank."""
