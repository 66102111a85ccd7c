"""云岭县, an invented county: its people, its campaign of the autumn of 2020, told through the operations that a user goes through."""
