"""Days that look wrong: rules with a budget, the reason with its figures, and what a person's answer teaches."""
