"""The QuickBooks Online adapter. Import only the module you need: only `oauth` loads the OAuth library."""
