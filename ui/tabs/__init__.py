"""The six tabs, one file each, in the order in which they are used."""
