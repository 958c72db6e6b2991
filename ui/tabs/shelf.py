"""The shelf in the library: documents of the user's own, added, listed and removed.

Files come through :mod:`ui.uploads`, not through Gradio; ``ui/shelf.js`` sends them and then asks for the list again.
"""

from __future__ import annotations

from contextlib import suppress

import gradio as gr

from assistant import what_leaves
from assistant.errors import NotFound
from assistant.settings import Settings
from ui.events import Page, Updates, bind
from ui.present import shelf as present
from ui.present.html import notice

_ADD = """<form id="add-documents"><label class="drop" for="documents"><strong>Add documents</strong>
<span>Career framework, policy, job description, contract: PDF, Word, web page, Markdown or text, up to 100 MB each. Choose them, or drop them here.</span>
<input type="file" id="documents" multiple accept=".pdf,.docx,.html,.htm,.md,.markdown,.txt,text/*,application/pdf"></label>
<div id="importing" hidden><progress aria-label="Import"></progress> <span></span> <button type="button">Stop</button></div>
<p id="import-said" class="sr" role="status"></p><ul id="imported" class="plain"></ul></form>"""
_ON_LOAD = """onward.shelf(element, {remove: (id) => trigger('click', {document: id}), changed: () => trigger('changed')});"""


def build(page: Page, settings: Settings, tab: gr.Tab) -> None:
    """Lays out the shelf.

    :param settings: for where documents are kept and what of them leaves the machine. :param tab: fills the list when opened.
    """
    library = page.coach.library
    with gr.Accordion("Your own documents", open=True, elem_id="own-documents"):
        gr.HTML(present.whereabouts(str(settings.profile), settings.keep, what_leaves.search_sends(settings)))
        gr.HTML(_ADD)
        message = gr.HTML()
        shelf = gr.HTML(elem_id="shelf", js_on_load=_ON_LOAD)
        clear = gr.Button(
            "Remove all …", size="sm", elem_classes="narrow", elem_id="clear-shelf", visible=False
        )
        with gr.Row(visible=False, elem_classes="actions") as sure:
            yes = gr.Button("Yes, remove all of them", variant="stop", size="sm")
            no = gr.Button("Keep them", size="sm")

    def listed() -> Updates:
        """The list as it is; what was said last stays, since this may come after a later answer."""
        found = library.documents()
        return {
            shelf: present.shelf(found),
            clear: gr.Button(visible=len(found) > 0),
            sure: gr.Row(visible=False),
            message: gr.skip(),
        }

    def told(said: str) -> Updates:
        return listed() | {message: notice(said, kind="done")}

    def remove(event: gr.EventData) -> Updates:
        with suppress(NotFound):  # another window was quicker
            [gone] = library.remove(str(event.document))
            return told(f"“{gone.title}” is removed. The file itself stays where it is.")
        return listed()

    def confirm() -> Updates:
        words = f"This removes all of your documents here ({present.summary(library.documents())}). The files themselves stay where they are."
        return {message: notice(words), sure: gr.Row(visible=True), clear: gr.Button(visible=False)}

    def empty() -> Updates:
        library.clear()
        return told("All of your documents are removed. The files themselves stay where they are.")

    changed = [shelf, clear, sure]
    for again in (tab.select, shelf.changed):
        bind(again, listed, [], changed, message)
    bind(shelf.click, remove, [], changed, message)
    bind(clear.click, confirm, [], changed, message)
    bind(no.click, lambda: told(""), [], changed, message)
    bind(yes.click, empty, [], changed, message).then(None, js="() => onward.cleared()")
