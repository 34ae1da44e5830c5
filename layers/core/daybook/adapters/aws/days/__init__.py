"""The sync log in DynamoDB: one item a location-day."""
