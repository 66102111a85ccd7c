"""From bytes to clean text with a map to the original, and the numbers, units and dates in it."""
