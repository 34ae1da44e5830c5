"""Commands about the deployed system."""
