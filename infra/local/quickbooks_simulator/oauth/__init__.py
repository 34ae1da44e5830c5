"""Intuit's authorization server: discovery, codes and tokens, the page of consent."""
