"""Prompt files are strict: nothing is missing, nothing is extra, every change shows in the fingerprint."""

import hashlib

import pytest

from assistant import prompting
from assistant.catalog import data_root
from assistant.domain import ARTEFACT_KINDS
from assistant.errors import CatalogError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(prompting, "data_root", lambda: tmp_path)
    prompting.load.cache_clear()
    (tmp_path / "prompts" / "stage").mkdir(parents=True)
    yield tmp_path / "prompts" / "stage"
    prompting.load.cache_clear()


def put(folder, text, name="one"):
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def test_renders_what_it_declares(folder):
    put(folder, "---\ninputs: [who]\noutput: a line\n---\nHello {{ who }} & co\n")
    prompt = prompting.load("stage", "one")
    assert prompt.render(who="<Ana>") == "Hello <Ana> & co"
    assert prompt.fingerprint == hashlib.sha256((folder / "one.md").read_bytes()).hexdigest()
    assert prompt.output == "a line"


def test_names_a_missing_and_an_extra_variable(folder):
    put(folder, "---\ninputs: [who]\noutput: a line\n---\nHello {{ who }}\n")
    prompt = prompting.load("stage", "one")
    with pytest.raises(CatalogError, match="who"):
        prompt.render()
    with pytest.raises(CatalogError, match="surplus"):
        prompt.render(who="Ana", surplus=1)


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        "---\ninputs: [who]\n---\nHello {{ who }}\n",
        "---\ninputs: who\noutput: x\n---\nHello {{ who }}\n",
        "---\ninputs: [who]\noutput: x\n---\nHello {{ whom }}\n",
        "---\ninputs: [who, unused]\noutput: x\n---\nHello {{ who }}\n",
        "---\ninputs: [who]\noutput: x: y\n---\nHello {{ who }}\n",
        "---\ninputs: [who]\noutput: x\n---\nHello {{ who \n",
    ],
)
def test_malformed_files_are_named(folder, text):
    put(folder, text)
    with pytest.raises(CatalogError, match="one"):
        prompting.load("stage", "one")


def test_a_missing_file_is_named(folder):
    with pytest.raises(CatalogError, match=r"prompts/stage/two\.md"):
        prompting.load("stage", "two")


def test_an_attribute_that_is_not_there_is_an_error(folder):
    put(folder, "---\ninputs: [who]\noutput: x\n---\n{{ who.name }}\n")
    with pytest.raises(CatalogError, match="name"):
        prompting.load("stage", "one").render(who="Ana")


def test_all_writing_prompts_load():
    prompting.load.cache_clear()
    for kind in ARTEFACT_KINDS:
        assert prompting.load("writing", kind).inputs
    assert {path.stem for path in (data_root() / "prompts" / "writing").glob("*.md")} == set(ARTEFACT_KINDS)
