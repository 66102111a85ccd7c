"""One file for each command; each has `command`."""
