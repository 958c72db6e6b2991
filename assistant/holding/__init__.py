"""What became of the talk: events to a ledger, and what in it deserves a look. Pure: dates are handed in."""
