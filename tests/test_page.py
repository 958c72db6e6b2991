"""The real page in headless Chromium: the three jobs, reload, phone width, nothing leaves this machine, accessible."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant import wiring
from assistant.errors import InputError
from assistant.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.browser
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine; install one to walk the page"
)

EVIL = '<img src="http://other.example/x.png" onerror="window.broken=1"> ${window.broken=2} ![x](http://other.example/y.png)'
LABELLED = """() => [...document.querySelectorAll('input, textarea, select')]
  .filter((field) => field.offsetParent && field.type !== 'hidden')
  .filter((field) => !field.labels?.length && !field.ariaLabel && !field.getAttribute('aria-labelledby'))
  .map((field) => field.outerHTML.slice(0, 200))"""
GROUPS = "() => [...document.querySelectorAll('fieldset')].filter((one) => one.offsetParent && !one.ariaLabel).length"
CONTRAST = """() => {
  const rgb = (value) => { const parts = value.match(/[\\d.]+/g).map(Number); return parts.length < 4 ? [...parts, 1] : parts; };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (node) => { for (; node; node = node.parentElement) { const colour = rgb(getComputedStyle(node).backgroundColor); if (colour[3] > 0.9) return colour; } return [255, 255, 255]; };
  const weak = [];
  for (const node of document.querySelectorAll('.gradio-container *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.offsetParent || node.closest('[aria-hidden=true], .sr')) continue;
    const style = getComputedStyle(node), [one, two] = [light(rgb(style.color)), light(behind(node))];
    if (style.visibility === 'hidden' || style.opacity === '0') continue;
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.6 && style.fontWeight >= 700);
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${ratio.toFixed(1)} ${node.textContent.trim().slice(0, 40)}`);
  }
  return weak; }"""


@contextmanager
def served(settings):
    """The page of these settings on a port of its own: its address, its coach, and the folder that Gradio may write to."""
    from ui import app, page, uploads
    from ui.warmup import Warmup

    warmup = Warmup()
    coach = wiring.build(settings, warmup.note)
    with page.scratch(), page.listen(0) as opened:
        blocks = app.build(coach, settings, warmup)
        warmup.start(coach)
        server = page.server(blocks, [uploads.route(coach)])
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{opened.getsockname()[1]}/", coach, Path(os.environ["GRADIO_TEMP_DIR"])
        server.should_exit = True
        thread.join(10)
        warmup.stop()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(Settings(profile=tmp_path_factory.mktemp("profile"), engine="embedded")) as (found, *_):
        yield found


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, address):
    """Opens the page at a width, watches every request, and closes it again."""
    opened = []

    def visit(width: int = 1280, **options):
        calm = {"reduced_motion": "reduce", "viewport": {"width": width, "height": 860}}
        context = browser.new_context(**calm | options)
        found = context.new_page()
        found.strange = []
        allowed = (address, "data:", "blob:")
        found.on(
            "request", lambda request: request.url.startswith(allowed) or found.strange.append(request.url)
        )
        found.on("pageerror", lambda error: found.strange.append(str(error)))
        found.set_default_timeout(60_000)
        found.goto(address)
        found.get_by_label("Your name").wait_for()
        opened.append(context)
        return found

    yield visit
    for context in opened:
        assert context.pages[0].strange == []
        context.close()


def tab(page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def set_up(page) -> None:
    page.get_by_role("button", name="Vet nurse more scope").click()
    page.wait_for_function("document.querySelector('label textarea, label input').value !== ''")
    page.locator("#check").click()
    page.locator(".clearance").wait_for()


def say(page, words: str) -> None:
    answers = page.locator(".line.boss").count()
    page.locator("#said textarea").fill(words)
    page.locator("#said textarea").press("Enter")
    page.wait_for_function("(count) => document.querySelectorAll('.line.boss').length > count", arg=answers)


@needs_browser
def test_a_user_walks_through_the_three_jobs(visit) -> None:
    page = visit()
    set_up(page)
    assert "Declan Foley" in page.locator(".clearance").inner_text()

    page.get_by_role("button", name="Rehearse it now").click()
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()
    say(
        page,
        "Thanks for making time. I would like to run a dental clinic two afternoons a week from 8 March until the end of May.",
    )
    assert page.locator("#said textarea").input_value() == ""
    assert "turn 1" in page.locator(".talk").inner_text()
    say(page, EVIL)
    page.get_by_role("button", name="Hint", exact=True).click()
    page.locator(".hint").wait_for()

    page.reload()
    page.locator(".line.you").nth(1).wait_for()  # the session is still there, and so is the form
    tab(page, "1 Set up")
    assert page.get_by_label("Your name").input_value() == "Aoife Brennan"
    tab(page, "2 Rehearse")
    page.get_by_role("button", name="Take back my last turn").click()
    page.wait_for_function("document.querySelectorAll('.line.you').length === 1")
    assert page.locator("#said textarea").input_value() == EVIL
    page.locator("#end").click()
    page.locator(".debrief").wait_for()

    tab(page, "3 Draft your ask")
    page.wait_for_function("document.querySelector('#draft textarea').value.includes('dental clinic')")
    page.locator("#draft textarea").fill("Could I get more money for my work with the dental patients?")
    page.locator("#score").click()
    page.locator(".gauge").first.wait_for()
    assert page.locator(".element").count() == 12
    page.get_by_role("button", name="Use the rewrite as my next draft").click()
    page.wait_for_function("document.querySelector('#draft textarea').value.includes('[')")
    page.locator("#score").click()
    page.get_by_text("Your versions").wait_for()

    tab(page, "4 Agenda and texts")
    page.locator("#make").click()
    page.locator(".paper").wait_for()
    assert "Naas" not in page.locator(".paper").inner_text().replace("sent all of them to Naas", "")
    with page.expect_download() as download:
        page.locator("#save").click()
    assert download.value.suggested_filename == "agenda-aoife-brennan.docx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    page.get_by_role("radio", name="Formal", exact=True).check()
    page.get_by_role("radio", name="Short", exact=True).check()
    page.get_by_text("To discuss two dental afternoons").wait_for()

    tab(page, "6 Library")
    page.get_by_role("button", name="How do I begin the conversation?").click()
    page.locator(".passage").first.wait_for(timeout=60_000)
    assert "Source:" in page.locator(".passage").first.inner_text()
    assert page.evaluate("window.broken") is None
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Aoife" not in kept
    assert "dental" not in kept


@needs_browser
def test_an_invitation_can_be_saved_for_the_calendar(visit) -> None:
    page = visit()
    set_up(page)
    tab(page, "4 Agenda and texts")
    page.get_by_label("Which text?").click()
    page.get_by_role("option", name="Invitation to the talk").click()
    with page.expect_download() as download:
        page.locator("#save").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")


@needs_browser
def test_what_is_wrong_is_said_in_plain_words_and_nothing_is_lost(visit) -> None:
    page = visit()
    page.get_by_label("What you want to ask for").fill("I would like to lead the night shift.")
    page.locator("#check").click()
    assert "your name" in page.locator(".notice.error").inner_text()
    page.get_by_label("Your name").fill(EVIL)
    page.get_by_label("Your role").fill("porter")
    page.get_by_label("Your boss’s name").fill("Bo")
    page.locator("#check").click()
    page.get_by_text("not a plain name").wait_for()
    page.reload()
    page.wait_for_function(
        "[...document.querySelectorAll('textarea')].some((one) => one.value.includes('night shift'))"
    )
    tab(page, "2 Rehearse")
    page.locator("#start").click()
    page.locator(".notice.error").first.wait_for()
    assert "Traceback" not in page.content()


@needs_browser
def test_a_safety_stop_waits_for_the_user(visit) -> None:
    page = visit()
    set_up(page)
    tab(page, "2 Rehearse")
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()
    page.locator("#said textarea").fill("I don't want to live any more.")
    page.locator("#send").click()
    page.get_by_text("We stopped the role-play").wait_for()
    assert not page.locator("#said textarea").is_visible()
    page.get_by_role("button", name="Go on from before these words").click()
    page.locator("#said textarea").wait_for()


@needs_browser
def test_optional_fields_may_stay_empty(visit) -> None:
    page = visit()
    for label, words in (("Your name", "Ana Ruiz"), ("Your role", "porter"), ("Your boss’s name", "Bo")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("What you want to ask for").fill("I would like to lead the night shift from May.")
    page.get_by_role("button", name=re.compile("^More, if you have")).click()
    page.locator("#check").click()
    page.locator(".clearance").wait_for()
    assert page.get_by_label("Minutes").input_value() == ""
    page.get_by_label("Minutes").fill("half an hour")
    page.locator("#check").click()
    page.locator(".notice.error").wait_for()
    page.get_by_label("Minutes").fill("")
    page.get_by_label("Date of the talk").fill("2020-02-20")
    page.locator("#check").click()
    page.get_by_text("is in the past").wait_for()
    page.get_by_role("button", name="Rehearse it now").click()
    page.wait_for_function("document.activeElement.id === 'start'")
    page.get_by_role("button", name="Meet the same boss as before").click()
    assert page.get_by_label("Number of the boss").input_value() == ""
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()


@needs_browser
def test_an_error_takes_the_place_of_the_old_result(visit) -> None:
    page = visit()
    tab(page, "3 Draft your ask")
    page.locator("#draft textarea").fill("Could I get more money?")
    page.locator("#score").click()
    page.locator(".gauge").first.wait_for()
    page.locator("#draft textarea").fill("😀😀")
    page.locator("#score").click()
    page.locator(".notice.error:visible").wait_for()
    assert page.locator(".gauge").count() == 0
    top = page.locator(".notice.error:visible").bounding_box()["y"]
    assert 0 <= top < 860


def score_draft(page, words: str) -> None:
    page.locator("#draft textarea").fill(words)
    page.locator("#score").click()
    page.wait_for_function(
        "(words) => document.querySelector('#review [data-draft]')?.dataset.draft === words", arg=words
    )


VERSIONS = (
    "I deserve more responsibility and I am tired of asking. Others got it before me.",
    "I would like two days a week on the sensory panel from 1 March, so we dump fewer batches.",
    "I would like two days a week on the sensory panel from 1 March, so we dump fewer batches; Jonas covers my bench.",
)


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_versions_of_a_draft_stand_side_by_side(visit, width: int) -> None:
    page = visit(width)
    tab(page, "3 Draft your ask")
    for words in VERSIONS:
        score_draft(page, words)
    page.locator("#score").click()  # the same words again are no new version
    page.wait_for_timeout(700)
    assert page.locator("#versions tbody tr").count() == 3
    added = page.locator("#versions ins")
    assert "Jonas covers my bench" in added.inner_text()
    sides = [page.get_by_label(name, exact=True).element_handle() for name in ("From", "To")]
    left, right = page.evaluate("(sides) => sides.map((side) => side.getBoundingClientRect().y)", sides)
    assert (left == right) == (width == 1280)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LABELLED) == []
    assert page.evaluate(CONTRAST) == []

    page.get_by_label("From", exact=True).click()
    page.get_by_role("option", name="Version 1").click()
    page.wait_for_function("document.querySelector('#versions del')?.textContent.includes('tired of asking')")
    page.get_by_role("button", name="Go back to version 1").click()
    page.wait_for_function("document.querySelector('#draft textarea').value.includes('tired of asking')")
    page.wait_for_function("document.querySelector('#review [data-draft]').dataset.draft.includes('tired')")
    page.reload()
    page.locator("#versions tbody tr").nth(2).wait_for()
    page.wait_for_function("document.querySelector('#draft textarea').value.includes('tired of asking')")

    page.locator("#draft textarea").fill("I would like something else.")
    page.once("dialog", lambda question: question.dismiss())
    page.get_by_role("button", name="Go back to version 3").click()
    page.wait_for_timeout(400)
    assert page.locator("#draft textarea").input_value() == "I would like something else."
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Start a new draft").click()
    page.locator("#versions").wait_for(state="hidden")
    assert page.locator("#draft textarea").input_value() == ""


@needs_browser
def test_the_legend_leaves_only_one_elements_words_marked(visit) -> None:
    page = visit()
    tab(page, "3 Draft your ask")
    score_draft(page, VERSIONS[2])
    cover = page.locator(".legend button[data-element=cover]")
    cover.focus()
    page.keyboard.press("Enter")
    assert cover.get_attribute("aria-pressed") == "true"
    shown = page.locator("mark[data-elements]:not(.off)")
    assert shown.count() > 0
    assert all("cover" in one.get_attribute("data-elements").split() for one in shown.all())
    assert "Your present work" in page.locator(".found-words").aria_snapshot()
    page.keyboard.press("Enter")
    assert page.locator(".found-words .off").count() == 0


@needs_browser
def test_the_focus_follows_the_talk_and_the_debrief_leads_on(visit) -> None:
    page = visit()
    assert page.locator("#live").get_attribute("role") == "status"
    set_up(page)
    page.get_by_role("button", name="Rehearse it now").click()
    assert page.title() == "Rehearse · Onward"
    page.locator("#start").click()
    in_input = "document.activeElement.closest('#said') !== null"
    page.wait_for_function(in_input)
    say(page, "I would like to run a dental clinic from 8 March.")
    page.wait_for_function("document.querySelector('#live').textContent.includes('says:')")
    page.locator("#said textarea").fill("What would you")
    page.wait_for_function("localStorage.getItem('onward-typed') !== null")
    page.wait_for_timeout(1_500)
    page.reload()
    page.wait_for_function("document.querySelector('#said textarea')?.value === 'What would you'")
    page.locator("#end").click()
    page.wait_for_function("document.activeElement.textContent === 'Debrief'")
    page.get_by_role("button", name="The same boss again").click()
    page.wait_for_function(in_input)
    assert page.locator(".line.you").count() == 0
    page.locator("#end").click()
    page.get_by_role("button", name="Write the same-day note").click()
    page.locator(".paper").wait_for()


@needs_browser
def test_two_ways_can_be_compared_and_a_rehearsal_paused(visit) -> None:
    page = visit()
    set_up(page)
    tab(page, "2 Rehearse")
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()
    say(page, "I would like to run a dental clinic two afternoons a week from 8 March until the end of May.")
    say(page, "I don't know, it would just be nice.")
    assert page.locator("#compare").count() == 0
    page.locator("#pause").click()
    page.get_by_text("onward rehearse --resume").wait_for()
    page.get_by_role("button", name="Take back my last turn").click()
    page.wait_for_function("document.querySelectorAll('.line.you').length === 1")
    say(page, "Ciara covers the ward on both afternoons, and we stop after four weeks if it slips.")
    page.get_by_role("button", name="Compare two ways it went").click()
    table = page.get_by_role("table").filter(has_text="Branch 0")
    table.wait_for()
    assert table.get_by_role("columnheader").all_inner_texts() == ["Turn", "Branch 0", "Branch 1"]
    assert table.get_by_role("rowheader").count() == 4
    assert page.locator("tr.differs").count() == 1
    assert page.evaluate(CONTRAST) == []
    page.set_viewport_size({"width": 390, "height": 860})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    left, right = (page.locator("tr.differs td").nth(place).bounding_box() for place in (0, 1))
    assert right["y"] >= left["y"] + left["height"]  # one above the other
    assert table.get_by_role("columnheader").count() == 3  # still a table for a screen reader


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_a_debrief_leads_to_a_drill_and_back(visit, width: int) -> None:
    page = visit(width)
    set_up(page)
    tab(page, "2 Rehearse")
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()
    say(page, "I would like to run a dental clinic two afternoons a week from 8 March until the end of May.")
    page.locator("#end").click()
    page.locator("#practise button").filter(has_text="Drill:").first.click()
    page.wait_for_function("document.activeElement.closest('#drill-said') !== null")
    assert page.locator("#said").count() == 0
    for words in ("It would just be nice.", "What would settle it for you?"):
        shown = page.locator(".feedback").count()
        page.locator("#drill-said textarea").fill(words)
        page.locator("#drill-said textarea").press("Enter")
        page.wait_for_function("(n) => document.querySelectorAll('.feedback').length > n", arg=shown)
    assert "Half way there" in page.locator(".feedback").nth(1).inner_text()
    assert "says:" in page.locator("#live").inner_text()
    page.wait_for_timeout(400)
    assert page.evaluate(LABELLED) == []
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    page.locator(".feedback").nth(1).wait_for()  # a drill survives a reload
    page.locator("#end-drill").click()
    page.locator("#drill .card").get_by_text("2 replies").wait_for()
    page.locator("#close-drill").click()
    page.locator(".debrief").wait_for()
    assert page.locator("#drill").count() == 0
    page.locator("#practise button").filter(has_text="Rehearse again").first.click()
    page.locator(".goal").wait_for()
    say(page, "I would like to run a dental clinic two afternoons a week from 8 March until the end of May.")
    page.locator("#end").click()
    page.locator("#progress svg").wait_for()
    page.get_by_text("The values as a table").click()
    assert page.locator("#progress tbody tr").count() >= 2
    page.get_by_role("button", name="Earlier rehearsals and drills").click()
    page.get_by_label("Choose one").click()
    page.get_by_role("option", name=re.compile("Drill on")).first.click()
    page.get_by_role("button", name="Open", exact=True).click()
    page.locator("#drill .card").wait_for()


@needs_browser
def test_nothing_is_lost_by_one_click(visit) -> None:
    page = visit()
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.once("dialog", lambda question: question.dismiss())
    page.get_by_role("button", name="Vet nurse more scope").click()
    page.wait_for_timeout(500)
    assert page.get_by_label("Your name").input_value() == "Ana Ruiz"
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Vet nurse more scope").click()
    page.wait_for_function("document.querySelector('#form input, #form textarea').value === 'Aoife Brennan'")


@needs_browser
def test_the_program_stops_quietly_with_a_page_open(browser, tmp_path) -> None:
    command = [sys.executable, "-m", "assistant", "ui", "--port", "0", "--no-browser", "--profile", tmp_path]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://\S+", running.stdout.readline())[0]
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Your name").wait_for()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
        page.close()
    finally:
        running.kill()
    assert "Onward is closed." in out
    assert "Traceback" not in err
    assert running.returncode == 0, err


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    assert page.evaluate("document.documentElement.lang") == "en"
    set_up(page)
    page.get_by_role("button", name=re.compile("^More, if you have")).click()
    for name in (
        "1 Set up",
        "2 Rehearse",
        "3 Draft your ask",
        "4 Agenda and texts",
        "5 After the talk",
        "6 Library",
    ):
        tab(page, name)
        if name == "2 Rehearse":
            page.locator("#start").click()
            page.locator(".line.boss").first.wait_for()
        if name == "3 Draft your ask":
            page.wait_for_function("document.querySelector('#draft textarea').value !== ''")
            page.locator("#score").click()
            page.locator(".gauge").first.wait_for()
        if name == "4 Agenda and texts":
            page.locator("#make").click()
            page.locator(".paper").wait_for()
        page.wait_for_timeout(400)  # colours fade in
        assert page.locator("h1").count() == 1, name
        assert page.evaluate(LABELLED) == [], name
        assert page.evaluate(GROUPS) == 0, name
        assert page.evaluate(CONTRAST) == [], name


@needs_browser
def test_a_phone_needs_no_sideways_scrolling(visit) -> None:
    page = visit(390)
    set_up(page)
    for name in (
        "1 Set up",
        "2 Rehearse",
        "3 Draft your ask",
        "4 Agenda and texts",
        "5 After the talk",
        "6 Library",
    ):
        tab(page, name)
        if name == "2 Rehearse":
            page.locator("#start").click()
            page.locator(".line.boss").first.wait_for()
        if name == "4 Agenda and texts":
            page.locator("#make").click()
            page.locator(".paper").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name


@needs_browser
def test_everything_can_be_deleted(visit) -> None:
    page = visit()
    set_up(page)
    page.get_by_role("button", name=re.compile("^Privacy")).click()
    page.get_by_text("Nothing leaves this machine").wait_for()
    page.get_by_role("button", name="Delete everything …", exact=True).click()
    page.get_by_role("button", name="Yes, delete all of it for good").click()
    page.get_by_text("Everything is deleted").wait_for()
    page.wait_for_function("document.querySelector('#form input, #form textarea')?.value === ''")


def test_the_page_answers_only_itself(address) -> None:
    with httpx.Client(trust_env=False) as client:
        found = client.get(address)
        assert "default-src 'self'" in found.headers["content-security-policy"]
        assert client.get(address, headers={"origin": "http://other.example"}).status_code == 403
        assert client.get(address, headers={"host": "other.example"}).status_code == 400
        assert client.get(address + "gradio_api/info").json()["named_endpoints"] == {}


def test_a_taken_port_is_not_the_end(capsys) -> None:
    from ui import page

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with page.listen(taken.getsockname()[1]) as found:
            assert found.getsockname()[1] != taken.getsockname()[1]
    assert "is taken" in capsys.readouterr().out


def test_unexpected_errors_are_told_without_details(caplog) -> None:
    from ui.events import in_plain_words

    with pytest.raises(ValueError) as caught:
        raise ValueError("a private word")
    assert "Nothing that you typed is lost" in in_plain_words(caught.value)
    assert "private" not in caplog.text
    assert "ValueError" in caplog.text
    assert in_plain_words(InputError("Say more.")) == "Say more."


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_library_answers_while_one_types_and_advice_has_an_address(visit, width) -> None:
    page = visit(width)
    tab(page, "6 Library")
    page.get_by_label("Your question").press_sequentially("how many options do I bring", delay=20)
    page.locator("#passages .passage").first.wait_for(timeout=200_000)  # the first time the index is built
    page.locator("#passages mark").first.wait_for(state="attached")
    page.get_by_text("found on “how many options do I bring”").wait_for(
        state="attached"
    )  # all of it, not its beginning
    assert page.get_by_label("Your question").input_value() == "how many options do I bring"
    columns = page.locator("#passages .sides .columns > div")
    left, right = (columns.nth(n).bounding_box() for n in (0, 1))
    assert (right["x"] > left["x"]) if width == 1280 else (right["y"] > left["y"] + 50)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.locator("#passages .sides a").first.click()
    page.wait_for_function("document.activeElement.id === 'guidance-three-five-next-steps'")
    page.evaluate("location.hash = 'guidance-visa'")
    page.wait_for_function("document.activeElement.id === 'guidance-visa'")
    page.reload()
    page.wait_for_function("document.activeElement.id === 'guidance-visa'")
