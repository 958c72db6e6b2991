"""The handbook to print: the user's own case first, then what the guidance says, in the order of the conversation."""
