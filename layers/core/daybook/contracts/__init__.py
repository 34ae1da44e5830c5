"""Data that crosses a process boundary: queue messages, HTTP bodies, stored rows, templates, events."""
