"""What a day becomes in the books: balanced lines, documents, and the calls that write them."""
