"""Progress reports and lights."""
