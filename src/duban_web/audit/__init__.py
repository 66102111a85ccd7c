"""Who changed what, and taking it back."""
