"""Docs tell the truth: commands in them run and print what they show; links lead somewhere; nothing is undocumented."""

import re
import subprocess
import sys

import pytest
from typer.main import get_command

from assistant import catalog
from assistant.cli.app import app
from assistant.domain import ARTEFACT_KINDS, TEMPERAMENTS
from assistant.settings import Settings
from tests.docs_blocks import PAGES, ROOT, blocks, run, same, split

ALL = [(page.name, block) for page in PAGES for block in blocks(page)]


@pytest.mark.parametrize(
    ("page", "block"), ALL, ids=[f"{page}:{block.splitlines()[0][:60]}" for page, block in ALL]
)
def test_console_blocks_print_what_they_show(page: str, block: str) -> None:
    command, feed, expected = split(block)
    printed = run(command, feed)
    assert same(printed, expected), f"{page} is out of date: run 'make docs'.\n{printed}"


def test_python_blocks_run() -> None:
    """The example of a LangChain retriever, as a developer would paste it."""
    [code] = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "documents.md").read_text(encoding="utf-8"), re.S
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "Harbour Works staff handbook, Secondments" in done.stdout.splitlines()[0]


def test_the_readme_shows_the_three_jobs() -> None:
    shown = " ".join(block.splitlines()[0] for block in blocks(ROOT / "README.md"))
    assert all(f"onward {job}" in shown for job in ("rehearse", "score", "draft"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_exist(page) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    commands = set(get_command(app).commands)
    assert commands <= set(re.findall(r"onward (\w+)", text))
    for page in PAGES:
        for name in re.findall(r"(?:`|uv run |\$ )onward (\w[\w-]*)", page.read_text(encoding="utf-8")):
            assert name in commands, f"{page.name}: onward {name}"


def test_settings_named_in_the_docs_exist() -> None:
    known = {f"ONWARD_{name.upper()}" for name in Settings.model_fields} | {"ONWARD_DEBUG"}
    for page in PAGES:
        assert set(re.findall(r"ONWARD_[A-Z_]+", page.read_text(encoding="utf-8"))) <= known, page.name


def test_names_in_the_docs_are_those_of_the_code() -> None:
    scenario = (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8")
    assert all(name in scenario for name in TEMPERAMENTS)
    assert set(catalog.temperaments()) == set(TEMPERAMENTS)
    assert {path.stem for path in (ROOT / "prompts" / "writing").glob("*.md")} == set(ARTEFACT_KINDS)


def test_the_dependencies_are_all_in_the_licence_table() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licences = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").lower()
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=]", requirement)[0]
        assert name.lower() in licences, name
