"""The days in DynamoDB: one item per location-day, its last call, its proof."""
