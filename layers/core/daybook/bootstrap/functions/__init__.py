"""One module per Lambda function: it wires adapters and use cases for the handler."""
