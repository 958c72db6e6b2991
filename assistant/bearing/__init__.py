"""What of the user's documents bears on an ask, and which words of it may be quoted to whom.

topics.py    what an ask is about, and what to look for in documents because of it
excerpts.py  a passage to the sentences that may be quoted, clean and bounded

Pure: passages come in, excerpts go out. A document's text is data here as everywhere: nothing in it is followed, and a
passage that speaks to a machine, or threatens, is not quoted at all. The words that tell are in ``knowledge/documents.toml``.
"""
