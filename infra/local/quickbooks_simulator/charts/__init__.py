"""What a new company file contains before anybody works in it: charts of accounts, taxes, payment methods."""
