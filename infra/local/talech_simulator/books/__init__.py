"""What the shop's records add up to: talech's own summary report, and the truth that books should agree with."""
