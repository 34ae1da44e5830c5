"""Queues days for posting: at every closing time, or because a person asks for a range."""
