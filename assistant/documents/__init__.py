"""Files of the user's to text that can be cited: one module a format; the only room that knows their readers.

    bytes ─sniff▶ a format ─read▶ Content(title, sections with page or heading) ─cut▶ passages

Adding a format is one module with ``read(data) -> Content`` and its line in :mod:`assistant.documents.sniff`.
What a file says is data: it is cleaned of what cannot be seen, quoted and cited, and never followed.
"""
