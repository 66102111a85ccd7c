"""Instructions, matters handed down, decisions of the executive meeting: one matter, one slip."""
