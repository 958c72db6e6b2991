"""The page by keyboard and by ear: groups, tabs, folds, what is wrong in the form; and big enough to hit with a thumb."""

import pytest

from tests.test_page import address, browser, needs_browser, say, set_up, tab, visit  # noqa: F401

pytestmark = pytest.mark.browser

LOW = """() => [...document.querySelectorAll('.gradio-container button, summary, fieldset label, .cite a')]
  .filter((one) => one.offsetParent && !one.closest('.sr')).map((one) => [one.getBoundingClientRect().height, one.textContent.trim()])
  .filter(([height]) => height > 0 && height < 43.5)"""

NAMES_AT_A_CHOICE = """() => {
  window.names = [];
  const radios = [...document.querySelectorAll('#field-manager_temperament input')];
  document.addEventListener('change', () => window.names.push(new Set(radios.map((one) => one.name)).size), true);
}"""


@needs_browser
def test_the_arrow_keys_choose_in_a_group_and_among_the_steps(visit) -> None:  # noqa: F811
    page = visit()
    bosses = page.locator("#field-manager_temperament input[type=radio]")
    bosses.first.focus()
    page.wait_for_function(
        "new Set([...document.querySelectorAll('#field-manager_temperament input')].map((one) => one.name)).size === 1"
    )
    page.evaluate(NAMES_AT_A_CHOICE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("window.names") == [1, 1]  # the group holds at once: a quick second key finds it
    assert [one.is_checked() for one in bosses.all()[:4]] == [False, False, True, False]
    page.locator("#field-manager_temperament label.selected", has_text="Defensive").wait_for()
    page.keyboard.press("Tab")  # the group is one stop
    assert page.evaluate("document.activeElement.closest('fieldset').id") == "field-manager_trust"
    trust = page.locator("#field-manager_trust input:checked").input_value()
    assert trust == "medium"  # the groups do not disturb each other

    page.get_by_role("tab", name="1 Set up").focus()
    for key, step in (
        ("ArrowRight", "rehearse"),
        ("End", "library"),
        ("ArrowRight", "setup"),
        ("ArrowLeft", "library"),
        ("Home", "setup"),
    ):
        page.keyboard.press(key)
        page.wait_for_function("(step) => document.activeElement.dataset.tabId === step", arg=step)
        chosen = page.locator("#steps [role=tab][aria-selected=true]")
        assert chosen.get_attribute("data-tab-id") == step
    assert page.locator("[role=tab][data-tab-id][tabindex='0']").count() == 1
    panel = page.locator("#steps [role=tab][aria-selected=true]").get_attribute("aria-controls")
    assert page.locator(f"#{panel}").get_attribute("role") == "tabpanel"


@needs_browser
def test_what_is_wrong_is_marked_and_the_cursor_is_there_even_in_a_fold(visit) -> None:  # noqa: F811
    page = visit()
    fold = page.locator("#more button.label-wrap").first
    page.locator("#check").click()
    page.wait_for_function("document.activeElement.closest('#field-user_name') !== null")
    wrong = page.locator("[aria-invalid=true]")
    assert wrong.count() == 4
    note = wrong.first.get_attribute("aria-describedby")
    assert "your name" in page.locator(f"#{note}").inner_text()
    page.keyboard.type("Ines Duarte")
    assert wrong.count() == 3  # what is being mended is no longer wrong

    page.get_by_label("Your role").fill("cutter")
    page.get_by_label("Your boss’s name").fill("Pim de Wit")
    page.get_by_label("What you want to ask for").fill("I would like to run the sample room from May.")
    assert fold.get_attribute("aria-expanded") == "false"
    fold.click()
    page.locator("#field-meeting_date textarea").fill("when it rains")
    fold.click()
    page.wait_for_function("document.querySelector('#more button.label-wrap').ariaExpanded === 'false'")
    page.locator("#check").click()
    page.wait_for_function("document.activeElement.closest('#field-meeting_date') !== null")
    assert fold.get_attribute("aria-expanded") == "true"
    assert wrong.count() == 1

    day = page.locator("#field-meeting_date textarea")
    day.fill("tomorrow")
    page.locator("#field-meeting_start textarea").fill("half past nine")
    page.locator("#field-meeting_place textarea").focus()
    page.get_by_text("Is that right?").wait_for()
    page.get_by_text("Read as 09:30.").wait_for()
    assert day.input_value() == "tomorrow"  # nothing moves under the hand
    page.locator("#check").click()
    page.locator(".clearance").wait_for()
    assert wrong.count() == 0


@needs_browser
def test_whatever_can_be_pressed_on_a_phone_is_as_high_as_a_thumb(visit) -> None:  # noqa: F811
    page = visit(390)
    set_up(page)
    assert page.evaluate(LOW) == []
    tab(page, "3 Draft your ask")
    page.locator("#draft textarea").fill(
        "I'd like a pay rise of 6 percent from May, because I halved the waste."
    )
    page.locator("#score").click()
    page.locator(".legend button").first.wait_for()
    assert page.evaluate(LOW) == []
    tab(page, "5 After the talk")
    page.get_by_text("Which worries came up?").wait_for()
    assert page.evaluate(LOW) == []


@needs_browser
def test_on_a_phone_an_answer_is_in_sight_above_the_field_for_the_next_line(visit) -> None:  # noqa: F811
    page = visit(390)
    set_up(page)
    tab(page, "2 Rehearse")
    page.locator("#start").click()
    page.locator(".line.boss").first.wait_for()
    for words in (
        "I'd like to try a quieter hour on Fridays, from May.",
        "Rosa takes the desk in that hour, and she has agreed.",
        "We would look at the complaints together in July and stop if there are more.",
    ):
        say(page, words)
    page.wait_for_function(
        """() => { const seen = (node) => { const box = node.getBoundingClientRect(); return box.top >= -1 && box.bottom <= innerHeight + 1; };
        return seen([...document.querySelectorAll('.line.boss')].pop()) && seen(document.querySelector('#said textarea')); }"""
    )
