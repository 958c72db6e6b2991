"""The index in other company: a Chroma server, an embeddings endpoint, LangChain."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from assistant.doctor import _leaves
from assistant.errors import EngineError, InputError, StoreError
from assistant.retrieval.chroma import ChromaRetriever
from assistant.retrieval.connection import Connection, Server, names
from assistant.settings import Settings
from assistant.wiring import Wiring
from tests.test_import import FERRY, Words


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real ``chroma run``."""
    program = Path(sys.executable).with_name("chroma")
    if not program.exists() and not (found := shutil.which("chroma")):
        pytest.skip("the program 'chroma' of chromadb is not installed")
    program = program if program.exists() else Path(found)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [str(program), "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.skip("'chroma run' ended at once: it cannot be started here")
            try:
                urllib.request.urlopen(f"{url}/api/v2/heartbeat", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def rota(tmp_path):
    path = tmp_path / "rota.md"
    path.write_text(f"# Depot rules\n\n{FERRY}")
    return path


def served(url, folder, encoder=None):
    return ChromaRetriever(encoder or Words(), folder / "index", server=Server(url))


def test_a_server_holds_the_vectors_and_the_profile_the_words(server, tmp_path, rota):
    mine, other = served(server, tmp_path / "mine"), served(server, tmp_path / "other")
    mine.add([rota])
    assert mine.near([FERRY], 3)[0].citation == "Depot rules"
    assert other.near([FERRY], 3) == []
    assert {p.guidance_ids for p in mine.search(["how long should it be"], 3)[0].passages}
    looking = Connection(Server(server))
    client = looking.client
    held = names(client)
    assert {name.split("-")[2] for name in held} == {"guidance", "documents"}
    for name in held:
        stored = client.get_collection(name, embedding_function=None).get()
        assert not any(stored["documents"] or ())
        assert "ferry" not in str(stored).lower()
    assert not (tmp_path / "mine" / "index").exists()
    assert mine.clear() == 1
    assert not any("documents" in name for name in names(client))
    mine.close()
    other.close()
    looking.reopen()


def test_a_server_that_is_away_is_explained(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(StoreError, match=r"chroma run.*ONWARD_CHROMA_URL"):
        served(url, tmp_path).search(["how long should it be"], 3)


@pytest.mark.parametrize(
    "url", ["chroma", "ftp://x", "http://", "http://me:secret@host", "http://h/path", "http://h:x"]
)
def test_an_address_that_cannot_be_one_is_refused(url):
    with pytest.raises(InputError, match="ONWARD_CHROMA_URL") as caught:
        Server(url)
    assert "secret" not in str(caught.value)


def test_a_token_is_never_shown():
    assert "hush" not in repr(Server("http://h:1", "hush"))


@contextmanager
def embedding(size=8, status=200, wrong=False):
    """An endpoint for embeddings that really speaks HTTP; notes what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            keys.append(self.headers["authorization"])
            rows = Words().encode(asked[-1]["input"])[:, :size] * 3 + 0.1
            data = [
                {"index": n, "embedding": row.tolist(), "object": "embedding"} for n, row in enumerate(rows)
            ]
            body = {
                "data": data[1:] if wrong else data[::-1],
                "model": "m",
                "object": "list",
                "usage": {"prompt_tokens": 1, "total_tokens": 1},
            }
            text = json.dumps(body if status == 200 else {"error": {"message": str(asked[-1])}}).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

    asked, keys = [], []
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}/v1", asked, keys
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def wired(tmp_path, url, **more):
    given = {"embeddings": "some-model", "embeddings_url": url, "embeddings_key": "hush", "timeout": 5}
    return Wiring(Settings(profile=tmp_path, **(given | more)))


def test_an_embeddings_endpoint_in_batches_normalised_in_order(tmp_path):
    with embedding(size=48) as (url, asked, keys):
        encoder = wired(tmp_path, url).encoder
        texts = [f"text number{n}" for n in range(150)]
        found = encoder.encode(texts)
        assert found.shape == (150, 48)
        assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
        assert np.allclose(found[70], encoder.encode([texts[70]])[0], atol=1e-5)
        assert [len(request["input"]) for request in asked] == [64, 64, 22, 1]
        assert {request["model"] for request in asked} == {"some-model"}
        assert set(keys) == {"Bearer hush"}


def test_another_model_never_meets_the_vectors_of_the_first(tmp_path, rota):
    with embedding(size=8) as (url, asked, _):
        small = wired(tmp_path, url).retriever
        small.add([rota])
        assert small.near([FERRY], 1)[0].text == FERRY
    with embedding(size=32) as (url, asked, _):
        large = wired(tmp_path, url, embeddings="other").retriever
        assert large.near([FERRY], 1)[0].text == FERRY
        assert any(FERRY in text for request in asked for text in request["input"])


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"status": 401}, "refused the key"),
        ({"status": 404}, "does not know"),
        ({"wrong": True}, "vectors for 2 texts"),
    ],
)
def test_an_endpoint_that_fails_is_explained_without_the_words(tmp_path, how, says):
    with embedding(**how) as (url, _, _):
        with pytest.raises(EngineError, match=says) as caught:
            wired(tmp_path, url).encoder.encode(["a private word", "another"])
        assert "private" not in str(caught.value)
        assert "hush" not in str(caught.value)


def test_an_endpoint_without_an_address_is_explained(tmp_path):
    with pytest.raises(EngineError, match="ONWARD_EMBEDDINGS_URL"):
        wired(tmp_path, "").encoder  # noqa: B018


def test_doctor_says_what_leaves_the_machine(tmp_path):
    set_up = Settings(
        profile=tmp_path,
        embeddings="m",
        embeddings_url="http://vectors.example/v1",
        chroma_url="http://store.example:8000",
    )
    says, _ = _leaves(Wiring(set_up))
    assert "words of questions, asks and your documents go to vectors.example" in says
    assert "not their words, go to the Chroma server store.example:8000" in says
    assert _leaves(Wiring(set_up.model_copy(update={"engine": "embedded"})))[0].startswith("nothing")
    assert _leaves(Wiring(Settings(profile=tmp_path)))[0].startswith("nothing")


def test_the_embedded_engine_by_name_uses_no_other_model_or_server(tmp_path):
    parts = wired(
        tmp_path, "http://vectors.example/v1", engine="embedded", chroma_url="http://store.example:1"
    )
    assert parts.encoder.id.startswith("all-MiniLM")
    assert parts.retriever._server is None
