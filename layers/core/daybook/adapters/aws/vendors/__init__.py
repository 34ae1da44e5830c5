"""What all workers together may ask of the vendors: the call budget of a company, and circuits."""
