"""What a posting reads: talech's figures, the merchant's mapping, the company's references."""
