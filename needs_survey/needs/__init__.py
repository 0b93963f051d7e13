"""Territory views: what the farms need, as far as it may be told."""
