"""Bringing documents in: incremental, deduplicated, all or nothing, and nothing hostile gets far."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import zlib
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import InputError, NotFound
from assistant.retrieval.chroma import ChromaRetriever
from assistant.store.shelf import Shelf
from tests import document_files as files

FERRY = "Swapping shifts with the ferry crew needs a green slip from the harbour office."


class Words:
    """A quick encoder whose vectors are near where texts share words; counts what it is given."""

    def __init__(self, name="words"):
        self.id, self.texts = name, []

    def encode(self, texts):
        self.texts += texts
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[hash_of(word) % 64] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def hash_of(word):
    return zlib.crc32(word.strip(".,?").encode())


@pytest.fixture
def retriever(tmp_path):
    return ChromaRetriever(Words(), tmp_path / "profile" / "index")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    (made / "more").mkdir(parents=True)
    (made / "ferry.md").write_text(f"# Depot rules\n\n{FERRY}")
    (made / "more" / "leave.docx").write_bytes(files.word())
    (made / "rules.pdf").write_bytes(files.pdf([files.SECONDMENT] * 2, title="Rules"))
    return made


def states(found):
    return {one.name: one.state for one in found}


def titles(retriever):
    return [document.title for document in retriever.documents()]


def texts(retriever, question=FERRY):
    return [passage.text for passage in retriever.near([question], 5)]


def test_a_folder_is_read_with_pages_and_headings(retriever, folder):
    steps = []
    found = retriever.add([folder], steps.append)
    assert states(found) == {"ferry.md": "added", "more/leave.docx": "added", "rules.pdf": "added"}
    assert titles(retriever) == ["Depot rules", "Leave at Harbour Works", "Rules"]
    assert [document.files for document in retriever.documents()] == [
        ("ferry.md",),
        ("leave.docx",),
        ("rules.pdf",),
    ]
    [ferry, *_] = retriever.near([FERRY], 3)
    assert (ferry.text, ferry.citation, ferry.source) == (FERRY, "Depot rules", "your own document")
    assert retriever.near([files.SECONDMENT], 1)[0].citation == "Rules, page 1"
    assert retriever.near(["up to ten days a year for a course"], 1)[0].place == "Leave › Study leave"
    assert (steps[-1].file, steps[-1].files, steps[-1].done) == (3, 3, steps[-1].total)


def test_added_again_only_what_changed_is_read(retriever, folder):
    retriever.add([folder])
    encoder = retriever._encoder
    encoder.texts.clear()
    assert set(states(retriever.add([folder])).values()) == {"unchanged"}
    assert encoder.texts == []
    (folder / "ferry.md").write_text("# Depot rules\n\nNo slip is needed any more.")
    (folder / "rules.pdf").unlink()
    (folder / "new.txt").write_text("Lunch is at noon.")
    assert states(retriever.add([folder])) == {
        "ferry.md": "changed", "more/leave.docx": "unchanged", "new.txt": "added", "rules.pdf": "removed",
    }  # fmt: skip
    assert encoder.texts == ["No slip is needed any more.", "Lunch is at noon."]
    assert titles(retriever) == ["Depot rules", "Leave at Harbour Works", "new"]
    assert FERRY not in texts(retriever)


def test_the_same_content_is_kept_once_and_stays_while_one_file_says_it(retriever, folder):
    (folder / "copy.md").write_bytes((folder / "ferry.md").read_bytes())
    (folder / "zz.md").write_text(f"# Depot rules\r\n\r\n\r\n{FERRY}\n")  # other bytes, the same words
    found = retriever.add([folder])
    assert sorted(states(found).values()) == ["added", "added", "added", "duplicate", "duplicate"]
    [ferry] = [document for document in retriever.documents() if document.title == "Depot rules"]
    assert ferry.files == ("copy.md", "ferry.md", "zz.md")
    (folder / "copy.md").unlink()
    (folder / "zz.md").unlink()
    retriever.add([folder])
    assert "Depot rules" in titles(retriever)


def test_text_without_a_file(retriever):
    [found] = retriever.add_text("minutes", b"The crane course starts in March.")
    assert (found.state, found.document.title) == ("added", "minutes")
    assert retriever.add_text("minutes", b"The crane course starts in March.")[0].state == "unchanged"
    assert retriever.near(["when does the crane course start"], 1)[0].title == "minutes"
    assert retriever.add_text("minutes", b"\x00")[0].state == "failed"


def test_a_newer_version_of_an_upload_takes_the_place_of_the_older(retriever):
    def upload(words: bytes) -> str:
        return retriever.add_text("policy.txt", words, replaces=True)[0].state

    assert upload(b"The crane course starts in March.") == "added"
    assert upload(b"The crane course starts in March.") == "unchanged"
    assert upload(b"The crane course starts in May.") == "changed"
    retriever.add_text("policy.txt", b"Lunch is at noon.")  # of standard input, which replaces nothing
    assert upload(b"\x00") == "failed"
    assert [one.text for one in retriever.near(["when does the crane course start"], 5)] == [
        "The crane course starts in May."
    ]
    assert titles(retriever) == ["policy", "policy"]


def test_who_raises_while_being_told_ends_an_import_without_a_trace(retriever):
    def gone(step):
        raise ConnectionError

    with pytest.raises(ConnectionError):
        retriever.add_text("policy.txt", b"The crane course starts in March.", gone)
    assert retriever.documents() == []


def test_bad_files_are_named_and_the_rest_goes_on(retriever, folder):
    (folder / "locked.pdf").write_bytes(files.encrypted_pdf())
    (folder / "bomb.docx").write_bytes(files.bomb())
    (folder / "half.pdf").write_bytes(files.pdf()[:200])
    (folder / "scan.pdf").write_bytes(files.scanned_pdf())
    (folder / "empty.txt").touch()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "\x1b[31mred\nname.txt").write_text("A name to frighten terminals.")
    (folder / ".hidden.md").write_text("Not mine to read.")
    (folder / "~$leave.docx").write_bytes(b"lock")
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(2_000_000_000)
    found = {one.name: one for one in retriever.add([folder])}
    codes = {name: one.code for name, one in found.items() if one.state == "failed"}
    assert codes == {
        "locked.pdf": "encrypted", "bomb.docx": "bomb", "half.pdf": "damaged", "scan.pdf": "scanned",
        "empty.txt": "empty", "photo.txt": "format", "huge.txt": "too_large",
    }  # fmt: skip
    for name, one in found.items():
        assert name.isprintable()
        if one.problem:
            assert one.problem.startswith(name)
            assert one.problem.endswith(".")
            assert "\n" not in one.problem
    assert sum(one.state == "added" for one in found.values()) == 4


def test_links_out_of_the_folder_are_not_followed(retriever, folder, tmp_path):
    secret = tmp_path / "private"
    secret.mkdir()
    (secret / "diary.txt").write_text("Dear diary.")
    (folder / "link.txt").symlink_to(secret / "diary.txt")
    (folder / "linked").symlink_to(secret)
    (folder / "inside.md").symlink_to(folder / "ferry.md")
    (folder / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(tmp_path / "nothing")
    found = {one.name: one for one in retriever.add([folder])}
    assert {name for name, one in found.items() if one.code == "link"} == {
        "link.txt",
        "linked",
        "dangling.txt",
    }
    assert found["inside.md"].state in ("added", "duplicate")
    assert "diary" not in str(titles(retriever))
    assert retriever.add([folder / "link.txt"])[0].state == "added"  # named by the user


def test_pipes_and_closed_files(retriever, folder):
    os.mkfifo(folder / "pipe.txt")
    (folder / "closed.txt").write_text("x")
    (folder / "closed.txt").chmod(0)
    found = {one.name: one for one in retriever.add([folder])}
    assert found["pipe.txt"].code == "unreadable"
    if os.geteuid() != 0:  # nothing is closed to root
        assert found["closed.txt"].code == "unreadable"


def test_what_cannot_be_read_any_more_stays_as_it_was(retriever, folder):
    retriever.add([folder])
    (folder / "rules.pdf").write_bytes(files.encrypted_pdf())
    [failed] = [one for one in retriever.add([folder]) if one.state == "failed"]
    assert "added earlier stays" in failed.problem
    assert "Rules" in titles(retriever)


def test_a_missing_path_changes_nothing(retriever, folder, tmp_path):
    with pytest.raises(InputError, match="There is no file or folder"):
        retriever.add([folder, tmp_path / "none"])
    assert retriever.documents() == []


def test_a_folder_of_thousands(retriever, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1_000):
        (folder / f"{number}.txt").write_text(f"Rule number {number} of the depot.")
    assert sum(one.state == "added" for one in retriever.add([folder])) == 1_000
    assert retriever.near(["Rule number 789 of the depot."], 1)


def test_removing_by_id_file_and_folder(retriever, folder):
    retriever.add([folder])
    by_title = {document.title: document.id for document in retriever.documents()}
    retriever.remove(by_title["Rules"])
    retriever.remove(str(folder / "ferry.md"))
    assert titles(retriever) == ["Leave at Harbour Works"]
    assert [one.title for one in retriever.remove(str(folder))] == ["Leave at Harbour Works"]
    assert retriever.near([FERRY], 5) == []
    with pytest.raises(NotFound):
        retriever.remove(by_title["Rules"])


def test_removed_words_are_on_the_disk_no_more(retriever, folder, tmp_path):
    retriever.add([folder])
    profile = tmp_path / "profile"
    assert any(b"green slip" in path.read_bytes() for path in profile.rglob("*") if path.is_file())
    assert retriever.clear() == 3
    assert not (profile / "index" / "documents").exists()
    for path in profile.rglob("*"):
        assert not path.is_file() or b"green slip" not in path.read_bytes(), path


def test_half_of_the_documents_gone_leaves_no_vectors_of_theirs(retriever, folder):
    """Chroma only marks what is deleted, so the index is then made anew."""
    retriever.add([folder])
    for title in ("Rules", "Leave at Harbour Works"):
        retriever.remove(next(one.id for one in retriever.documents() if one.title == title))
    assert texts(retriever) == [FERRY]
    assert retriever._own._collection.count() == 1


SCRIPT = """
import sys, time
from pathlib import Path
from tests.test_import import Words
from assistant.retrieval.chroma import ChromaRetriever

class Slow(Words):
    def encode(self, texts):
        time.sleep({pause})
        return super().encode(texts)

retriever = ChromaRetriever(Slow(), Path(sys.argv[1]) / "index")
found = retriever.add([Path(sys.argv[2])], lambda step: print(step.file, step.done, flush=True))
print("done", len([one for one in found if one.state == "added"]))
"""


def importer(profile, folder, pause):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT.format(pause=pause)), str(profile), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )


def test_killed_in_the_middle_the_old_state_stays_and_the_work_is_not_lost(retriever, folder, tmp_path):
    retriever.add([folder])
    before = retriever.documents()
    (folder / "ferry.md").write_text("# Depot rules\n\nEverything is new.")
    for name in ("x1", "x2", "x3"):
        (folder / f"{name}.txt").write_text(f"Text {name} about cranes.")
    process = importer(tmp_path / "profile", folder, pause=0.3)
    for line in process.stdout:
        if line.startswith("5 "):  # the fifth file: some are staged, none is published
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    again = ChromaRetriever(Words(), tmp_path / "profile" / "index")
    assert again.documents() == before
    assert texts(again)[0] == FERRY
    assert states(again.add([folder]))["ferry.md"] == "changed"
    assert "Everything is new." not in again._encoder.texts  # it was staged before the end came
    assert len(again.documents()) == len(before) + 3
    assert FERRY not in texts(again)


def test_two_imports_at_once(folder, tmp_path):
    other = tmp_path / "others"
    other.mkdir()
    for number in range(5):
        (other / f"{number}.txt").write_text(f"Note {number} about the crane.")
    running = [importer(tmp_path / "profile", path, pause=0.1) for path in (folder, other)]
    ends = [process.communicate(timeout=300)[0].splitlines()[-1] for process in running]
    assert ends == ["done 3", "done 5"]
    found = ChromaRetriever(Words(), tmp_path / "profile" / "index")
    assert len(found.documents()) == 8
    assert texts(found)[0] == FERRY


def test_a_running_page_finds_what_another_process_adds(retriever, folder, tmp_path):
    """An open Chroma does not see what others write to its folder, so it is opened anew."""
    retriever.add([folder])
    assert texts(retriever)[0] == FERRY
    many = tmp_path / "many.txt"
    paragraphs = [" ".join(f"crane{number}part{part}" for part in range(60)) for number in range(1_300)]
    many.write_text("\n\n".join(paragraphs))  # more than Chroma keeps in its log
    importer(tmp_path / "profile", many, pause=0).communicate(timeout=300)
    assert texts(retriever, paragraphs[77])[0] == paragraphs[77]
    retriever.clear()
    assert texts(retriever) == []


def test_another_encoder_makes_all_vectors_anew(retriever, folder, tmp_path):
    retriever.add([folder])
    seen = []
    other = ChromaRetriever(
        Words("others"), tmp_path / "profile" / "index", lambda done, total: seen.append((done, total))
    )
    assert other.near([FERRY], 1)[0].text == FERRY
    assert len(other._encoder.texts) == 1 + sum(document.passages for document in other.documents())
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1]


def test_an_index_that_was_deleted_comes_back_without_encoding(retriever, folder, tmp_path):
    import shutil

    retriever.add([folder])
    shutil.rmtree(tmp_path / "profile" / "index")
    again = ChromaRetriever(Words(), tmp_path / "profile" / "index")
    assert texts(again)[0] == FERRY
    assert again._encoder.texts == [FERRY]  # the question


def test_nothing_is_kept_where_nothing_is_to_be_kept(folder, tmp_path):
    passing = ChromaRetriever(Words(), tmp_path / "profile" / "index", keep=False)
    passing.add([folder])
    assert texts(passing)[0] == FERRY
    assert not list((tmp_path / "profile").rglob("documents*"))
    assert passing.clear() == 3
    assert texts(passing) == []


def test_documents_of_the_first_version_are_taken_over(retriever, tmp_path):
    old = tmp_path / "profile" / "documents"
    old.mkdir(parents=True)
    (old / "0123456789ab.json").write_text(
        json.dumps({"title": "Depot rules", "text": f"# Depot rules\n\n{FERRY}"})
    )
    assert titles(retriever) == ["Depot rules"]
    assert texts(retriever) == [FERRY]
    assert not old.exists()


def test_a_shelf_of_a_newer_version_is_left_alone(tmp_path):
    import sqlite3

    path = tmp_path / "documents.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(Exception, match="newer Onward"):
        Shelf(path).documents()


def test_nothing_asked_nothing_made(tmp_path):
    retriever = ChromaRetriever(Words(), tmp_path / "profile" / "index")
    assert retriever.near([FERRY], 5) == []
    assert retriever.documents() == []
    assert retriever.clear() == 0
    assert not (tmp_path / "profile").exists()
