"""Assessment: schemes, rounds, why a unit has the points it has, objections, and the board that is shown."""
