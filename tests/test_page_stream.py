"""A click counts even when the server has just ended the stream that answers come on, and late answers undo nothing."""

import pytest

from tests.test_page import address, browser, needs_browser, set_up, tab, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser

LATE = """() => {
  // The word that the stream has ended arrives late, as it does on a busy machine.
  const plain = window.fetch, letters = new TextDecoder();
  window.held = 0;
  window.fetch = async (request, options) => {
    const answer = await plain(request, options);
    if (!String(request.url ?? request).includes('/queue/data')) return answer;
    const reader = answer.body.getReader();
    const pull = async (out) => {
      const {done, value} = await reader.read().catch(() => ({done: true}));
      if (done) return out.close();
      if (letters.decode(value).includes('close_stream')) {
        window.held += 1;
        await new Promise((go) => setTimeout(go, 1500));
        window.held -= 1;
      }
      out.enqueue(value);
    };
    return new Response(new ReadableStream({pull}), {status: answer.status, headers: answer.headers});
  };
}"""


@pytest.mark.parametrize("width", [1280, 390])
@needs_browser
def test_a_click_between_two_streams_is_answered(browser, address, width) -> None:  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 860})
    context.add_init_script(f"({LATE})()")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    page.get_by_label("Your name").wait_for()
    set_up(page)
    tab(page, "3 Draft your ask")
    words = page.locator("#draft textarea")
    for draft in (
        "Two mornings a week on the ward round from May.",
        "A course in June, and Ana takes my Fridays.",
    ):
        words.fill(draft)
        page.wait_for_function("window.held > 0")
        page.locator("#score").click()
        page.wait_for_function(
            "(draft) => document.querySelector('#review [data-draft]')?.dataset.draft === draft", arg=draft
        )
    context.close()


@needs_browser
def test_an_ask_that_arrives_late_leaves_what_was_typed(browser, address) -> None:  # noqa: F811
    context = browser.new_context()
    every = LATE.replace(".includes('close_stream')", ".length > 0").replace("1500", "250")
    context.add_init_script(f"({every})()")
    page = context.new_page()
    page.set_default_timeout(90_000)
    page.goto(address)
    page.get_by_label("Your name").wait_for()
    set_up(page)
    tab(page, "3 Draft your ask")
    page.locator("#draft textarea").fill("Words of my own.")
    page.wait_for_timeout(6_000)
    assert page.locator("#draft textarea").input_value() == "Words of my own."
    context.close()

    fresh = browser.new_context()
    page = fresh.new_page()
    page.goto(address)
    page.get_by_label("Your name").wait_for()
    set_up(page)
    tab(page, "3 Draft your ask")
    page.wait_for_function("document.querySelector('#draft textarea').value.includes('dental')")
    fresh.close()
