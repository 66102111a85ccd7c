"""The web application: one Django app, a folder for each area of the office's work."""
