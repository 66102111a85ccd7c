"""Problems from any channel, routed, answered, checked back, cleared month by month."""
