"""Inspections without notice: the draw, the visit on a phone, findings, return visits."""
