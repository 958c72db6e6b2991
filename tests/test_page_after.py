"""The step after the talk and the readiness list in headless Chromium: kept, quoted, accessible, on a phone too."""

import pytest

from tests.test_page import (  # noqa: F401 - fixtures
    CONTRAST,
    EVIL,
    GROUPS,
    LABELLED,
    address,
    browser,
    needs_browser,
    set_up,
    tab,
    visit,
)

pytestmark = pytest.mark.browser


def example(page, name: str = "Electrician after a no") -> None:
    page.get_by_role("button", name=name).click()
    page.wait_for_function("document.querySelector('label textarea, label input').value !== ''")
    page.locator("#check").click()
    page.locator("#ready input").first.wait_for()


def record(page) -> None:
    tab(page, "5 After the talk")
    page.locator("#after-said textarea").fill(f"Mrs Deshmukh: no budget this year {EVIL}")
    page.locator("#after-decided textarea").fill("We look at it again in autumn.")
    page.locator("#record").get_by_label("The money").check()
    page.locator("#keep-talk").click()
    page.locator("#standing section").first.wait_for()
    page.wait_for_timeout(
        600
    )  # the page moves there; a button pressed in that moment would slip away under the pointer


def agree(page, words: str) -> None:
    page.locator("#quick textarea, #quick input").first.fill(words)
    page.locator("#read-quick").click()
    page.locator("#read-as p").wait_for()
    page.locator("#keep-quick").click()


@needs_browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_what_was_agreed_is_kept_and_drawn(visit, width, scheme) -> None:  # noqa: F811
    page = visit(width, color_scheme=scheme)
    example(page)
    record(page)
    agree(page, "She asks the director about the grade by 15 December 2029")
    page.locator("#agreed table").wait_for()
    assert "asks the director about the grade" in page.locator("#agreed").inner_text()
    page.locator("#arc svg").wait_for()
    assert page.locator("#arc svg").get_attribute("role") == "img"
    assert page.locator("#arc table tbody tr").count() >= 3
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LABELLED) == []
    assert page.evaluate(GROUPS) == 0
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("window.broken") is None

    page.reload()
    tab(page, "5 After the talk")
    page.locator("#which input").click()
    page.get_by_role("option").first.click()
    page.get_by_label("New day, if it was moved").fill("3 January 2030")
    page.locator("#move-it").click()
    page.locator("#agreed s").wait_for()
    assert "15 December 2029" in page.locator("#agreed s").inner_text()
    page.once("dialog", lambda question: question.accept())
    page.locator("#delete-ledger").click()
    page.get_by_text("is deleted for good").wait_for()
    assert page.locator("#agreed table").count() == 0


@needs_browser
def test_a_worry_that_came_up_leads_to_its_drill(visit) -> None:  # noqa: F811
    page = visit()
    example(page)
    record(page)
    page.get_by_role("button", name="Practise what came up: the money").click()
    page.locator("#drill-said textarea").wait_for()
    tab(page, "5 After the talk")
    page.locator("#after-note").click()
    page.locator("#after-paper article").wait_for()
    assert "We look at it again in autumn." in page.locator("#after-paper").inner_text()


@needs_browser
def test_a_day_that_is_not_plain_is_asked_back(visit) -> None:  # noqa: F811
    page = visit()
    example(page, "Library assistant secondment")
    tab(page, "5 After the talk")
    page.get_by_label("On which day", exact=True).fill("some time")
    page.locator("#keep-talk").click()
    page.get_by_text("does not name one day").wait_for()
    page.get_by_label("On which day", exact=True).fill("")
    page.locator("#quick textarea, #quick input").first.fill("send it next Friday")
    page.locator("#read-quick").click()
    page.locator("#read-as li").first.wait_for()
    assert "who does it" in page.locator("#read-as").inner_text()


@needs_browser
def test_ticks_are_kept_and_the_verdict_comes_before_a_rehearsal(visit) -> None:  # noqa: F811
    page = visit()
    example(page)
    page.locator("#ready input").nth(2).set_checked(True)
    page.wait_for_timeout(700)
    page.reload()
    page.get_by_label("Your name").wait_for()
    page.wait_for_function("document.querySelector('label textarea, label input').value !== ''")
    page.locator("#check").click()
    page.locator("#ready input").nth(2).wait_for()
    assert page.locator("#ready input").nth(2).is_checked()
    assert "no legal advice" in page.locator(".clearance").inner_text()
    assert page.get_by_text("What would make it safer").count() == 1
    tab(page, "2 Rehearse")
    page.locator("#check-first").first.wait_for()
    assert "prepare first" in page.locator("#check-first").first.inner_text()
    assert page.locator("#start").is_enabled()
