"""Search in the guidance: the only room that knows chromadb."""
