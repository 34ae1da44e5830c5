"""Pages about an accountant's access: the merchant's list, the invitation, signing in, the clients."""
