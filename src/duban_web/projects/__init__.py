"""Projects: stages, procedures with clocks, monthly investment, the quarterly cycle, special bonds."""
