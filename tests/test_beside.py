"""What is done beside other work: it really is, nothing is lost, and what goes wrong is told where the result is wanted."""

import subprocess
import sys
import threading

import pytest

from assistant.beside import beside, in_blocks
from assistant.domain import CONCERNS, Prompted
from assistant.encoding import session
from assistant.encoding.tuned import ASK_LABELS, TunedEncoder
from assistant.errors import EngineError
from assistant.listening.model import ModelListener
from assistant.listening.turn import TurnListener
from assistant.settings import Settings
from assistant.wiring import Wiring, build
from tests.scripted_model import Scripted, moves

LONG = 20
"""Seconds after which a test no longer believes that the other side will come."""
PROMPTED = Prompted("Every second Friday off from August.", "coverage", "Who opens the workshop then?")
REPLY = "Pawel opens on those Fridays; he has had the key since June."
DRAFTS = [
    "Could I do the stock count on Mondays from July, so that nothing runs out? Lena takes the counter.",
    "I want more.",
    "A day a fortnight with the welders until Christmas, please: they wait for drawings, and I can draw.",
    "You owe me.",
    "May we talk about the night shift on 4 May?",
]


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return Wiring(Settings(profile=tmp_path_factory.mktemp("p"), engine="embedded"))


def test_work_goes_on_beside_the_caller():
    told = threading.Event()
    result = beside(lambda: told.wait(LONG))
    told.set()
    assert result() is True
    assert result() is True


def test_what_goes_wrong_is_raised_where_the_result_is_wanted():
    def fails():
        raise EngineError("It broke.")

    result = beside(fails)
    with pytest.raises(EngineError, match="It broke"):
        result()


def test_work_may_wait_for_work_beside_it_however_much_there_is():
    results = [beside(lambda n=n: beside(lambda: n * n)()) for n in range(60)]
    assert [result() for result in results] == [n * n for n in range(60)]


@pytest.mark.parametrize("many", [0, 1, 63, 64, 65, 200])
def test_blocks_keep_all_and_their_order_and_are_small(many):
    sizes = []

    def doubled(block):
        sizes.append(len(block))
        return [2 * one for one in block]

    assert in_blocks(doubled, range(many)) == [2 * n for n in range(many)]
    assert sum(sizes) == many
    assert max(sizes, default=0) <= 64


def test_several_drafts_are_read_like_each_by_itself_and_in_their_order():
    encoder = TunedEncoder()
    together = encoder.asks(DRAFTS)
    assert together == [encoder.asks([draft])[0] for draft in DRAFTS]
    assert together == TunedEncoder(threads=1).asks(DRAFTS) == TunedEncoder(threads=7).asks(DRAFTS)
    assert len({found["specificity"] for found in together}) == len(DRAFTS)
    assert encoder.asks([]) == []


def test_a_network_that_cannot_be_loaded_is_told_at_its_use():
    def broken():
        raise EngineError("The embedded reader cannot be loaded.", code="encoder_missing")

    encoder = TunedEncoder(beside(broken))
    for _ in range(2):
        with pytest.raises(EngineError, match="cannot be loaded"):
            encoder.asks(["Could I start at nine from May?", "Could I start at ten from June?"])


def test_a_network_that_is_being_loaded_is_waited_for_and_loaded_once():
    made = []

    class Network:
        def run(self, _names, _inputs):
            import numpy as np

            return [np.full((1, len(ASK_LABELS)), 0.5)]

    def load():
        made.append(1)
        return Network()

    encoder = TunedEncoder(load)
    found = [beside(lambda: encoder.asks(DRAFTS)) for _ in range(4)]
    assert all(len(one()) == len(DRAFTS) for one in found)
    assert len(made) == 1


def test_a_turn_is_scored_while_it_is_read(parts):
    scored = threading.Event()

    class Scorer:
        def score(self, texts, *, quoted=True):
            scored.set()
            return parts.scorer.score(texts, quoted=quoted)

    class Listener:
        def read(self, items):
            assert scored.wait(LONG), "the scorer waits for the listener"
            return parts.at_hand.read(items)

    heard = TurnListener(Listener(), Scorer()).hear(PROMPTED, REPLY, [])
    assert heard == parts.turn_listener.hear(PROMPTED, REPLY, [])


def test_the_built_in_engine_reads_while_the_model_thinks(parts):
    read = threading.Event()

    class Own:
        def read(self, items):
            read.set()
            return parts.listener.read(items)

    def thinks(_messages):
        assert read.wait(LONG), "the built-in engine waits for the model"
        return moves(2, cover="Pawel opens on those Fridays")

    found = ModelListener(Scripted(thinks), Own(), parts.types).read([(PROMPTED, REPLY)])
    assert found[0].has("cover")
    assert found[0].usage


def test_a_built_in_reading_that_fails_is_not_hidden_by_the_model(parts):
    class Own:
        def read(self, _items):
            raise EngineError("The embedded reader cannot be loaded.")

    with pytest.raises(EngineError, match="embedded reader"):
        ModelListener(Scripted(moves(1)), Own(), parts.types).read([(PROMPTED, REPLY)])


def test_readings_of_many_replies_keep_their_order(parts):
    items = [(Prompted(PROMPTED.ask, concern, "Why now?"), f"{REPLY} {concern}") for concern in CONCERNS]
    assert parts.listener.read(items) == [parts.listener.read([item])[0] for item in items]


@pytest.mark.parametrize("reads", [True, False])
def test_who_reads_at_once_has_the_network_loaded_ahead_and_only_once(tmp_path, monkeypatch, reads):
    begun, made = threading.Event(), []
    load = session.load

    def watched():
        made.append(1)
        begun.set()
        return load()

    monkeypatch.setattr(session, "load", watched)
    coach = build(Settings(profile=tmp_path, engine="embedded"), reads=reads)
    assert begun.wait(LONG if reads else 0.2) is reads
    assert all(found.engine == "embedded" for found in coach.assess(DRAFTS))
    coach.read([(PROMPTED, REPLY)])
    assert made == [1]


_BEGUN = """
import sys
from assistant.encoding import session
from assistant.settings import Settings
from assistant.wiring import Wiring
session.load = lambda: print(hasattr(sys.modules.get("numpy"), "linalg"))
assert "numpy" not in sys.modules
Wiring(Settings(engine="embedded")).begin_to_load()()
"""


def test_numpy_is_whole_before_the_network_loads_in_a_thread_of_its_own():
    # Loading imports it too; two threads that import it at the same time fail, now and then.
    found = subprocess.run([sys.executable, "-c", _BEGUN], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "True"
