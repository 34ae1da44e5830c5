"""QuickBooks Online behind the ports. Import the module you need: `oauth` alone pays for the OAuth library."""
