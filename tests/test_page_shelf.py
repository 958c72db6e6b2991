"""The shelf on the page: documents added, refused, replaced and removed, by keyboard and on a phone; no copy of one is left."""

from contextlib import suppress

import httpx
import pytest

from assistant.settings import Settings
from tests import document_files as files
from tests.test_page import CONTRAST, LABELLED, browser, needs_browser, served, tab  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

POLICY = "# Staff handbook\n\n## Secondments\n\nA secondment lasts from three to six months.\n\n## Bicycles\n\nLock them up.\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with served(Settings(profile=tmp_path_factory.mktemp("profile"), engine="embedded")) as found:
        yield found


@pytest.fixture
def papers(tmp_path):
    """Files of every fate."""
    (tmp_path / "policy.md").write_text(POLICY)
    (tmp_path / "<b>grades.pdf").write_bytes(files.pdf())
    (tmp_path / "locked.pdf").write_bytes(files.encrypted_pdf())
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(100_000_001)
    return tmp_path


def add(page, *paths) -> list[str]:
    """Chooses files with the keyboard, waits for the end, and gives the line of each."""
    from playwright.sync_api import TimeoutError

    page.evaluate("document.querySelector('#shelf table')?.setAttribute('data-before', '')")
    _chooser(page).set_files(paths)
    page.wait_for_function(
        "document.querySelector('#import-said').textContent.startsWith('Done')", timeout=90_000
    )
    page.locator("#shelf [data-remove]").first.wait_for()
    with suppress(
        TimeoutError
    ):  # a list that reads as before is not drawn anew; one that does takes its buttons with it
        page.wait_for_function("!document.querySelector('#shelf [data-before]')", timeout=5_000)
    return page.locator("#imported li").all_inner_texts()


def _chooser(page):
    """The dialog that the space bar opens; a busy machine may draw the field anew while the key is pressed."""
    from playwright.sync_api import TimeoutError

    for _ in range(2):
        try:
            with page.expect_file_chooser(timeout=15_000) as chooser:
                page.locator("#documents").press("Space")
            return chooser.value
        except TimeoutError:
            continue
    with page.expect_file_chooser() as chooser:
        page.locator("#documents").press("Space")
    return chooser.value


@needs_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_documents_are_added_read_and_removed_by_keyboard(browser, shelf, papers, width, scheme):  # noqa: F811
    address, coach, folder = shelf
    coach.library.clear()
    context = browser.new_context(viewport={"width": width, "height": 860}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    tab(page, "6 Library")
    page.get_by_text("No documents yet").wait_for()
    page.get_by_text("They never leave this machine").wait_for()

    lines = add(page, *(papers / name for name in ("policy.md", "locked.pdf", "huge.txt", "<b>grades.pdf")))
    assert lines[0] == "policy.md: read, 2 passages."
    assert "password" in lines[1]
    assert "100 MB" in lines[2]
    assert lines[3].startswith("<b>grades.pdf: read")
    rows = page.locator("#shelf tbody tr")
    assert [row.locator("td").first.inner_text() for row in rows.all()] == ["PDF", "Markdown"]
    assert [file for file in folder.rglob("*") if file.is_file() and file.stat().st_size] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LABELLED) == []
    assert page.evaluate(CONTRAST) == []

    page.get_by_label("Your question").fill("How many months does a secondment last?")
    page.locator("#search").click()
    own = page.locator(".passage", has_text="Staff handbook, Secondments")
    own.wait_for(timeout=200_000)
    assert "secondment" in own.locator("mark").all_inner_texts()

    (papers / "policy.md").write_text(POLICY.replace("three to six", "two to four"))
    [line] = add(page, papers / "policy.md")
    assert "replaced the earlier version" in line
    assert [one.files for one in coach.library.documents() if one.title == "Staff handbook"] == [
        ("policy.md",)
    ]

    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Remove Staff handbook").press("Enter")
    page.get_by_text("“Staff handbook” is removed").wait_for()
    page.wait_for_function("document.activeElement.id === 'documents'")
    page.get_by_role("button", name="Remove all …").press("Enter")
    page.get_by_role("button", name="Yes, remove all of them").press("Enter")
    page.get_by_text("No documents yet").wait_for()
    assert coach.library.documents() == []
    context.close()


def test_whoever_goes_away_in_the_middle_leaves_the_shelf_as_it_was(shelf):
    address, coach, _ = shelf
    coach.library.clear()
    words = "\n\n".join(
        f"Rule {n}: " + "the crane course starts in March and ends in May. " * 8 for n in range(400)
    )
    with httpx.Client(trust_env=False, timeout=60) as client:
        with client.stream("POST", f"{address}documents?name=long.txt", content=words.encode()) as answer:
            steps = (line for line in answer.iter_lines() if '"total": 0' not in line)
            assert '"done"' in next(steps)  # the first batch is encoded, more are to come
        said = client.post(
            f"{address}documents?name=short.txt", content=b"The gate closes at eight."
        ).text  # waits for its turn
    assert '"added"' in said
    assert [one.title for one in coach.library.documents()] == ["short"]


def test_what_is_sent_is_bounded_and_only_the_page_may_send(shelf):
    address, coach, _ = shelf
    coach.library.clear()
    with httpx.Client(trust_env=False, timeout=60) as client:
        elsewhere = {"origin": "http://other.example"}
        assert (
            client.post(f"{address}documents?name=a.txt", content=b"Hello", headers=elsewhere).status_code
            == 403
        )
        huge = (bytes(1_000_000) for _ in range(102))
        assert "100 MB can be read" in client.post(f"{address}documents?name=a.txt", content=huge).text
        assert "is empty" in client.post(f"{address}documents?name=", content=b"").text
    assert coach.library.documents() == []
