"""The sync log in DynamoDB: one item per location-day."""
