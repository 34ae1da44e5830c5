"""Reads what a posting needs: talech's figures, the merchant's mapping, the company's references."""
