"""Getting ready in the background: the page can be closed at any moment of it, and what was begun is done the next time."""

import time

from assistant import wiring
from assistant.settings import Settings
from ui.warmup import Warmup


def test_a_library_half_indexed_is_left_at_once_and_whole_the_next_time(tmp_path) -> None:
    settings = Settings(profile=tmp_path, engine="embedded")
    warmup = Warmup()
    warmup.start(wiring.build(settings, warmup.note))
    while warmup.progress is None:
        time.sleep(0.01)
    assert not warmup.ready.is_set()
    warmup.stop()
    assert warmup.ready.is_set()
    done, total = warmup.progress
    assert done < total

    again = Warmup()
    found = wiring.build(settings, again.note).library.search(["How do I begin?"], k=1)[0]
    assert again.progress == (total, total)
    assert len(found.passages) == 1


def test_what_never_began_can_be_stopped() -> None:
    Warmup().stop()
