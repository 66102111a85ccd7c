"""Boards: lights by unit, front and leader, trends, the heat map, the wall chart, what-if."""
