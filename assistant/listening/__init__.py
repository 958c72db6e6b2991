"""Listening: one turn of the user to a reading; and noticing when somebody may be in danger."""
