"""How an office works, as values and data: the life of a task, the rhythm of reporting, the ladder of notices, the draw of inspections."""
