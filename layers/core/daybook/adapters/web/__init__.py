"""What a merchant's browser sees: signed cookies, and pages in English and French."""
