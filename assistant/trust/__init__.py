"""Whether a language model may judge here: a short quiz of judged cases at set-up, and what is remembered of it."""
