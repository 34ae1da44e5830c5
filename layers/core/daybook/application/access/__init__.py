"""Sessions of merchants, the audit record of their actions, and the read-only link for an accountant."""
