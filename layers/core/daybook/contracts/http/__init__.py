"""Bodies of the JSON API; published as `schemas/openapi.json`. Money is in minor units of the named currency."""
