import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from assistant import catalog
from assistant.encoding.minilm import MiniLmEncoder
from assistant.errors import CatalogError, NotFound, StoreError
from assistant.retrieval.chroma import ChromaRetriever
from assistant.retrieval.connection import Connection, names
from assistant.retrieval.entries import OUTSIDE, all_entries, fingerprint
from assistant.retrieval.lexical import Lexicon

KNOWLEDGE = Path(catalog.__file__).parent.parent / "knowledge"


class Remembering(MiniLmEncoder):
    """The real encoder; a text that several tests index is encoded once."""

    def __init__(self):
        super().__init__()
        self.known = {}

    def encode(self, texts):
        new = sorted({text for text in texts if text not in self.known})
        self.known.update(zip(new, super().encode(new), strict=True))
        return np.stack([self.known[text] for text in texts])


ENCODER = Remembering()


def forget():
    catalog.guidance.cache_clear()
    catalog.sources.cache_clear()


def small_copy(root, pieces):
    folder = root / "knowledge"
    (folder / "guidance").mkdir(parents=True)
    for name in ("sources.toml", "companions.toml", "outside.toml"):
        shutil.copy(KNOWLEDGE / name, folder / name)
    for piece in pieces:
        shutil.copy(KNOWLEDGE / "guidance" / f"{piece}.md", folder / "guidance")
    return folder


@pytest.fixture
def knowledge(tmp_path, monkeypatch):
    """A knowledge base of three pieces and four examples of what is outside."""
    folder = small_copy(tmp_path, ("same-day-note", "slot-30-45", "probation"))
    (folder / "outside.toml").write_text(
        '[food]\nquestions = ["How do I cook rice?", "best pizza in Naples"]\n[law]\nquestions = ["Can I sue my employer?", "was my dismissal unfair"]\n'
    )
    monkeypatch.setattr(catalog, "data_root", lambda: tmp_path)
    forget()
    yield folder
    forget()


class Counting:
    """The real encoder, counting what it is given; another ``id`` stands for another model."""

    def __init__(self, name="counting"):
        self.id = name
        self.texts = 0

    def encode(self, texts):
        self.texts += len(texts)
        return ENCODER.encode(texts)


def guidance_collections(folder):
    """How many there are; one that is being built counts too."""
    return sum("guidance-" in name for name in names(Connection(folder).client))


def first(results):
    return [result.passages[0].guidance_ids[0] for result in results]


def test_finds_the_piece_and_cites_its_source(knowledge, tmp_path):
    retriever = ChromaRetriever(ENCODER, tmp_path / "index")
    results = retriever.search(
        ["how long should we book the room for?", "do i write it up afterwards by email"], 2
    )
    assert first(results) == ["slot-30-45", "same-day-note"]
    passage = results[0].passages[0]
    assert "Having a one-to-one" in passage.source
    piece = catalog.guidance()["slot-30-45"]
    assert passage.title == piece.title
    assert passage.text.startswith(piece.short)
    assert [len(result.passages) for result in results] == [2, 2]


def test_scores_fall_and_stay_between_0_and_1(knowledge, tmp_path):
    (result,) = ChromaRetriever(ENCODER, tmp_path / "index").search(
        ["Still on trial here. Can I ask to swap teams?"], 10
    )
    scores = [passage.score for passage in result.passages]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len(scores) == 3


def test_nothing_asked_nothing_built(tmp_path):
    folder = tmp_path / "index"
    assert ChromaRetriever(ENCODER, folder).search([], 5) == []
    assert not folder.exists()


def test_built_once_then_only_opened(knowledge, tmp_path):
    seen = []
    encoder = Counting()
    ChromaRetriever(encoder, tmp_path / "index", lambda done, total: seen.append((done, total))).prepare()
    entries = len(all_entries())
    assert seen[-1] == (entries, entries)
    assert encoder.texts == entries
    again = Counting()
    ChromaRetriever(again, tmp_path / "index", lambda *_: pytest.fail("built twice")).prepare()
    assert again.texts == 0


def test_rebuilt_when_a_file_changes(knowledge, tmp_path):
    folder = tmp_path / "index"
    ChromaRetriever(ENCODER, folder).prepare()
    shutil.copy(KNOWLEDGE / "guidance" / "visa.md", knowledge / "guidance")
    forget()
    (result,) = ChromaRetriever(ENCODER, folder).search(["my work permit names this company only"], 1)
    assert result.passages[0].guidance_ids == ("visa",)
    assert guidance_collections(folder) == 1


def test_rebuilt_for_another_encoder(knowledge, tmp_path):
    ChromaRetriever(Counting("one"), tmp_path / "index").prepare()
    other = Counting("two")
    ChromaRetriever(other, tmp_path / "index").prepare()
    assert other.texts == len(all_entries())


def test_an_interrupted_build_leaves_the_old_state(knowledge, tmp_path):
    folder = tmp_path / "index"
    ChromaRetriever(Counting("old"), folder).prepare()

    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ChromaRetriever(Counting("new"), folder, interrupt).prepare()
    old = Counting("old")
    assert first(ChromaRetriever(old, folder).search(["is half an hour enough"], 1)) == ["slot-30-45"]
    assert old.texts == 1
    new = ChromaRetriever(Counting("new"), folder)
    assert first(new.search(["is half an hour enough"], 1)) == ["slot-30-45"]
    assert guidance_collections(folder) == 1


def test_two_processes_at_once(knowledge, tmp_path):
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        from assistant import catalog
        catalog.data_root = lambda: Path({str(tmp_path)!r})
        from assistant.encoding.minilm import MiniLmEncoder
        from assistant.retrieval.chroma import ChromaRetriever
        found = ChromaRetriever(MiniLmEncoder(1), Path({str(tmp_path / "index")!r})).search(["is half an hour enough"], 1)
        print(found[0].passages[0].guidance_ids[0])
        """
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["slot-30-45"] * 2
    assert [process.returncode for process in running] == [0, 0]


def test_a_folder_that_cannot_be_used_is_explained(knowledge, tmp_path):
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="delete it"):
        ChromaRetriever(ENCODER, tmp_path / "index").search(["hello there"], 1)


def test_a_malformed_outside_file_is_named(knowledge, tmp_path):
    (knowledge / "outside.toml").write_text("[food]\n")
    with pytest.raises(CatalogError, match=r"outside\.toml"):
        all_entries()


@pytest.mark.parametrize("question", ["😀", "?", "a", "word " * 5000, "Как мне поговорить с начальником?"])
def test_odd_questions_get_an_answer(knowledge, tmp_path, question):
    (result,) = ChromaRetriever(ENCODER, tmp_path / "index").search([question], 3)
    assert len(result.passages) == 3


@pytest.fixture(scope="module")
def half(tmp_path_factory):
    """Some pieces with all examples of what is outside, open for several tests."""
    root = tmp_path_factory.mktemp("half")
    small_copy(root, sorted(path.stem for path in (KNOWLEDGE / "guidance").glob("*.md"))[::8])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog, "data_root", lambda: root)
        forget()
        retriever = ChromaRetriever(ENCODER, root / "index")
        retriever.prepare()
        yield retriever
    forget()


def test_what_is_not_covered_is_declined(half):
    questions = [
        "Which font should my resume have?",
        "how much does a midwife earn in Ohio",
        "What do I wear to the job interview on Monday?",
        "Is it legal that they cut my shifts?",
        "How should I discipline one of the people who report to me?",
        "Who won the world cup?",
        "how long does the residence permit office take",
    ]
    declined = [not result.answerable for result in half.search(questions, 1)]
    assert sum(declined) >= len(questions) - 1


def test_what_is_covered_is_kept(half):
    pieces = list(catalog.guidance().values())
    results = half.search([piece.questions[0] for piece in pieces], 5)
    assert sum(result.answerable for result in results) >= len(pieces) - 1
    hits = [
        piece.ids[0] in {p.guidance_ids[0] for p in result.passages}
        for piece, result in zip(pieces, results, strict=True)
    ]
    assert all(hits)


def test_every_entry_is_worth_encoding(half):
    entries = all_entries()
    assert all(entry.text.strip() for entry in entries)
    assert {entry.kind for entry in entries} == {"title", "body", "situation", "question", "also", OUTSIDE}
    assert fingerprint(entries) == fingerprint(list(entries))
    assert fingerprint(entries) != fingerprint(entries[:-1]) != fingerprint(entries[:-1], "other model")


def test_rare_words_count():
    lexicon = Lexicon([["book a room and a slot"], ["write a note to the boss"], ["talk to the boss"]])
    assert np.argmax(lexicon.scores("who books rooms?")) == 0
    assert not lexicon.scores("zzz").any()


@pytest.fixture
def rota(tmp_path):
    path = tmp_path / "rota.md"
    path.write_text(
        "# Our depot's rules\n\nSwapping shifts with the ferry crew needs a green slip from the harbour office.\n\nParking is behind the shed."
    )
    return path


FERRY = "who gives me the slip to swap shifts with the ferry crew"


def test_own_documents_are_found_beside_the_guidance(knowledge, tmp_path, rota):
    retriever = ChromaRetriever(ENCODER, tmp_path / "index")
    before = retriever.search([FERRY], 2)[0]
    document = retriever.add([rota])[0].document
    assert (document.title, document.passages) == ("Our depot's rules", 1)
    after = retriever.search([FERRY], 2)[0]
    assert after.answerable
    assert "harbour office" in after.passages[0].text
    assert after.passages[0].guidance_ids == ()
    assert len(after.passages) == 2
    assert all("harbour" not in passage.text for passage in before.passages)


def test_an_own_document_stays_until_it_is_removed(knowledge, tmp_path, rota):
    folder = tmp_path / "index"
    first_one = ChromaRetriever(ENCODER, folder)
    first_one.add([rota])
    [document] = first_one.documents()
    assert first_one.add([rota])[0].state == "unchanged"
    first_one.search([FERRY], 1)
    second = ChromaRetriever(ENCODER, folder)
    assert second.documents() == [document]
    second.remove(document.id)
    for retriever in (first_one, second, ChromaRetriever(ENCODER, folder)):
        assert retriever.documents() == []
        assert "harbour" not in retriever.search([FERRY], 1)[0].passages[0].text
    with pytest.raises(NotFound):
        second.remove(document.id)


def test_own_documents_survive_a_rebuild(knowledge, tmp_path, rota):
    folder = tmp_path / "index"
    retriever = ChromaRetriever(ENCODER, folder)
    retriever.add([rota])
    retriever.search([FERRY], 1)
    (knowledge / "guidance" / "probation.md").unlink()
    forget()
    assert "harbour office" in ChromaRetriever(ENCODER, folder).search([FERRY], 1)[0].passages[0].text


def test_as_a_langchain_retriever(half, rota):
    from langchain_core.runnables import RunnableLambda

    from assistant.retrieval.langchain import OnwardRetriever

    half.add([rota])
    found = OnwardRetriever(index=half, k=3).invoke(FERRY)
    assert len(found) == 3
    own, guidance = found[0], found[1]
    assert "harbour office" in own.page_content
    assert own.metadata["source"] == "your own document"
    assert own.metadata["citation"] == own.metadata["title"] == "Our depot's rules"
    assert [guidance.id] == guidance.metadata["guidance_ids"]
    scores = [one.metadata["score"] for one in found]
    assert scores == sorted(scores, reverse=True)
    chain = OnwardRetriever(index=half, k=1) | RunnableLambda(lambda docs: docs[0].metadata["title"])
    assert chain.batch(["How do I put my impact into numbers?"])[0]
    assert OnwardRetriever(index=half, only_answers=True).invoke("Who won the world cup in 1974?") == []
    half.clear()
