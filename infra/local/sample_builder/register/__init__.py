"""What a register records: sales with their lines, taxes and payments, refunds, the drawer."""
