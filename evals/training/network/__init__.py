"""The small encoder that scorer and listener share: fine-tuned here, run by ``assistant.encoding.tuned``."""
