"""Training of the embedded scorer, listener and tables; needs the `train` dependency group."""
