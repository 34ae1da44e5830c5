"""What the merchant of a demonstration does in a browser, and how they want their days posted."""
