"""What each function of the stack is made of."""
