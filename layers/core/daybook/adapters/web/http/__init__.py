"""Requests and answers: API Gateway's events, cookies, headers, templates."""
