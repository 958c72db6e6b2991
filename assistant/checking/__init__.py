"""Is it safe and wise to go ahead? A scenario to a clearance."""
