"""Who may call: launches that talech signs, and access tokens that rotate, idle out and die."""
