"""Sentence encoders: the only room that knows onnxruntime and tokenizers."""
