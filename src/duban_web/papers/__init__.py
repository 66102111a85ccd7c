"""Papers: what was repaired, what they state, what does not add up."""
