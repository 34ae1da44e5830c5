"""Who is there: a merchant's visit, the record of what they do, and links that they share."""
