"""Units, leaders and accounts."""
