"""What a new company file contains, by country and plan: charts of accounts, taxes, payment methods."""
