"""The three merchants: who they are, when they trade, and what their customers bought."""
