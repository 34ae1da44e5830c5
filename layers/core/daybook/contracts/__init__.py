"""What crosses a process boundary: queue messages, HTTP bodies, stored documents."""
