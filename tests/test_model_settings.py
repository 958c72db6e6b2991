"""Which model is used, and its key: the profile, the keyring, the command line, the doctor."""

import json
import stat

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError
from typer.testing import CliRunner

from assistant import settings as kept
from assistant.cli.app import app
from assistant.doctor import examine
from assistant.errors import EngineError, StoreError
from assistant.providers import connect, discovery
from assistant.settings import Settings
from tests.fake_model_server import Reply, serving

KEY = "sk-test-0123456789"


class Ring(KeyringBackend):
    """A keyring of this test's own; the real ones belong to whoever runs it."""

    priority = 1

    def __init__(self):
        self.held = {}

    def get_password(self, service, username):
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self.held[service, username] = password

    def delete_password(self, service, username):
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def ring(monkeypatch):
    before = keyring.get_keyring()
    keyring.set_keyring(found := Ring())
    yield found
    keyring.set_keyring(before)


@pytest.fixture
def no_ring():
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def onward(tmp_path):
    def run(*words, feed=None):
        return CliRunner().invoke(app, [*words, "--profile", str(tmp_path / "p")], input=feed)

    return run


# --- the profile -------------------------------------------------------------------------------------------


def test_what_was_chosen_is_used_and_what_is_nearer_goes_first(tmp_path, monkeypatch):
    kept.choose(tmp_path, {"model": "m", "base_url": "http://127.0.0.1:1/v1", "price_in": 2.0})
    assert (Settings(profile=tmp_path).engine_name, Settings(profile=tmp_path).price_in) == ("m", 2.0)
    assert Settings(profile=tmp_path, engine="embedded").engine_name == "embedded"
    monkeypatch.setenv("ONWARD_PRICE_IN", "3")
    assert Settings(profile=tmp_path).price_in == 3.0
    monkeypatch.setenv("ONWARD_MODEL", "gpt-5-mini")
    assert Settings(profile=tmp_path).base_url == ""


def test_an_address_belongs_to_the_model_it_was_kept_with(tmp_path):
    kept.choose(tmp_path, {"model": "m", "base_url": "http://10.0.0.5:1/v1", "price_in": 2.0})
    other = Settings(profile=tmp_path, engine="ollama/other")
    assert (other.base_url, other.price_in) == ("", None)
    assert Settings(profile=tmp_path, engine="m").base_url == "http://10.0.0.5:1/v1"


def test_no_key_can_be_kept_in_the_profile(tmp_path):
    kept.choose(tmp_path, {"model": "m", "api_key": KEY})
    assert KEY not in (tmp_path / kept.FILE).read_text(encoding="utf-8")
    (tmp_path / kept.FILE).write_text(json.dumps({"model": "m", "api_key": KEY}), encoding="utf-8")
    assert Settings(profile=tmp_path).api_key.get_secret_value() == ""


def test_settings_that_cannot_be_read_say_how_to_mend_them(tmp_path, onward):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / kept.FILE).write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="onward model use NAME"):
        Settings(profile=tmp_path / "p")
    assert onward("model", "use", "ollama/llama3.2").exit_code == 0
    assert Settings(profile=tmp_path / "p").engine_name == "ollama/llama3.2"


# --- keys ----------------------------------------------------------------------------------------------------


def test_a_key_of_the_keyring_goes_to_its_host_only(ring):
    ring.set_password("onward", "models.example.org", KEY)
    there = connect(Settings(engine="m", base_url="https://models.example.org/v1"))
    elsewhere = connect(Settings(engine="m", base_url="https://models.example.com/v1"))
    assert (there.source.endpoint.key, elsewhere.source.endpoint.key) == (KEY, "")


def test_the_environment_goes_before_the_keyring(ring, monkeypatch):
    ring.set_password("onward", "api.openai.com", KEY)
    assert connect(Settings(engine="gpt-5-mini")).source.endpoint.key == KEY
    monkeypatch.setenv("ONWARD_API_KEY", "sk-other")
    assert connect(Settings(engine="gpt-5-mini")).source.endpoint.key == "sk-other"


def test_a_key_is_kept_shown_to_nobody_and_forgotten(ring, onward, tmp_path):
    assert onward("model", "use", "gpt-5-mini").exit_code == 0
    said = onward("model", "set-key", feed=f"{KEY}\n")
    assert said.exit_code == 0
    assert "api.openai.com is in the keyring" in said.output
    assert ring.held == {("onward", "api.openai.com"): KEY}
    shown = onward("model", "show", "--json")
    assert json.loads(shown.stdout)["key"] == "set"
    assert KEY not in said.output + shown.output
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert json.loads(onward("model", "forget-key", "--json").stdout)["forgotten"] is True
    assert json.loads(onward("model", "forget-key", "--json").stdout)["forgotten"] is False
    assert ring.held == {}


def test_a_machine_without_a_keyring_says_what_to_do(no_ring, onward):
    said = onward("model", "set-key", "--host", "api.openai.com", feed=f"{KEY}\n")
    assert said.exit_code != 0
    assert "ONWARD_API_KEY" in str(said.exception)
    assert KEY not in said.output + str(said.exception)
    with pytest.raises(EngineError, match="ONWARD_API_KEY"):
        connect(Settings(engine="gpt-5-mini"))


def test_no_key_at_all_is_not_kept(ring, onward):
    assert "No key was given" in str(onward("model", "set-key", "--host", "h", feed="\n").exception)
    assert ring.held == {}


def test_what_is_no_key_is_not_kept_nor_shown(ring, onward):
    said = onward("model", "set-key", "--host", "h", feed=f"{KEY} {KEY}\n")
    assert "without blanks" in str(said.exception)
    assert KEY not in str(said.exception)
    assert ring.held == {}


# --- onward model ----------------------------------------------------------------------------------------------


def test_one_command_switches_there_and_back(onward, tmp_path):
    used = onward("model", "use", "house", "--base-url", "https://models.example.org/v1", "--json")
    row = json.loads(used.stdout)
    assert (row["engine"], row["leaves_to"]) == ("house", "models.example.org")
    assert Settings(profile=tmp_path / "p").engine_name == "house"
    assert json.loads(onward("model", "use", "embedded", "--json").stdout)["leaves_to"] is None
    assert Settings(profile=tmp_path / "p").engine_name == "embedded"


def test_a_model_that_cannot_work_is_not_kept(onward, tmp_path):
    assert onward("model", "use", "lama3").exit_code != 0
    assert onward("model", "use", f"local:{tmp_path / 'missing.gguf'}").exit_code != 0
    assert Settings(profile=tmp_path / "p").engine_name == "embedded"


# --- servers of this machine, and the doctor ---------------------------------------------------------------------


def _port(fake) -> int:
    return int(fake.base_url.split(":")[2].split("/")[0])


def test_servers_that_run_are_found_with_their_models():
    with serving(models=[{"id": "qwen3:8b"}, {"id": "llama3.2"}]) as here, serving() as no_list:
        found = discovery.find({_port(here): "Ollama", _port(no_list): "vLLM", 9: "nobody"})
        assert found == [discovery.Found("Ollama", here.base_url, ("qwen3:8b", "llama3.2"))]
        assert here.keys == [None]


@pytest.mark.parametrize(
    ("entry", "length"),
    [
        ({"id": "m", "max_model_len": 32_768}, 32_768),
        ({"id": "m", "meta": {"n_ctx": 4_096}}, 4_096),
        ({"id": "m"}, None),
    ],
)
def test_the_context_length_is_what_the_server_tells(entry, length):
    with serving(models=[{"id": "other", "max_model_len": 1}, entry]) as fake:
        model = connect(Settings(engine="m", base_url=fake.base_url))
        assert discovery.context_length(model.source.endpoint, "m") == length


def _checks(**options):
    ports = options.pop("ports", {})
    return {item["name"]: item for item in examine(Settings(**options), ports=ports)}


def test_the_doctor_says_what_the_model_can_do(tmp_path):
    counted = {"prompt_tokens": 30, "completion_tokens": 4, "total_tokens": 34}
    greeting = Reply(("Yes, ", "ten ", "is fine."), pause=0.02, usage=counted)
    days = Reply(('{"days": 7}',), usage=counted)
    with serving(greeting, days, models=[{"id": "m", "max_model_len": 8_192}]) as fake:
        ports = {_port(fake): "vLLM"}
        found = _checks(profile=tmp_path, engine="m", base_url=fake.base_url, api_key=KEY, ports=ports)
    model, details = found["Model"], found["Model"]["details"]
    assert model["ok"]
    assert (details["streams"], details["schema"], details["context"]) == (True, "kept", 8_192)
    assert details["tokens_per_second"] > 0
    assert "this check took 68 tokens" in model["says"]
    assert found["Leaves this machine"]["details"]["to"] is None
    assert found["Model servers here"]["details"]["servers"][0]["models"] == ("m",)
    assert KEY not in str(found)
    assert "tram" not in str(fake.requests)


def test_the_doctor_says_who_gets_what_and_what_ails_the_model(tmp_path, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # so that nothing leaves this machine in a test
    found = _checks(profile=tmp_path, engine="m", base_url="https://models.example.org/v1", timeout=3)
    assert not found["Model"]["ok"]
    assert "cannot be reached" in found["Model"]["says"]
    leaves = found["Leaves this machine"]
    assert leaves["details"]["to"] == "models.example.org"
    assert "rehearsal" in leaves["details"]["what"]


def test_the_doctor_without_a_model_says_that_nothing_leaves(tmp_path):
    found = _checks(profile=tmp_path, engine="embedded")
    assert all(item["ok"] for item in found.values())
    assert found["Leaves this machine"]["details"]["to"] is None
    assert "none is needed" in found["Model"]["says"]


def test_the_settings_are_readable_by_their_owner(tmp_path):
    kept.choose(tmp_path / "new", {"model": "m"})
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
