"""Shared by all areas: the office's date, errors, charts, the catalogue in templates."""
