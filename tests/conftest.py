"""Shared fixtures. Tests cannot reach the network: a connection to anything but this machine raises."""

import json
import os
import socket
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "2")
for _name in [name for name in os.environ if name.startswith("ONWARD_")]:
    del os.environ[_name]
_profile = tempfile.TemporaryDirectory(
    prefix="onward-tests-"
)  # whoever runs the tests has settings of their own
os.environ["ONWARD_PROFILE"] = _profile.name

ROOT = Path(__file__).parent.parent
_connect = socket.socket.connect


def _only_here(self, address):
    host = address[0] if isinstance(address, tuple) else address
    if self.family not in (socket.AF_UNIX,) and host not in ("127.0.0.1", "::1", "localhost"):
        raise AssertionError(f"a test tried to reach {host!r}; Onward opens no connection to another host")
    return _connect(self, address)


socket.socket.connect = _only_here


@pytest.fixture
def scenario_data() -> dict:
    """A complete scenario as a user would write it (own words)."""
    return json.loads((ROOT / "tests" / "data" / "scenario.json").read_text(encoding="utf-8"))


@pytest.fixture
def scenario(scenario_data):
    from assistant.scenario import load_scenario

    return load_scenario(scenario_data)[0]


@pytest.fixture
def settings(tmp_path):
    from assistant.settings import Settings

    return Settings(profile=tmp_path / "profile", engine="embedded")


@pytest.fixture
def coach(settings):
    from assistant.wiring import build

    return build(settings)


@pytest.fixture(scope="session")
def wiring(tmp_path_factory):
    """The built-in engine's parts, for tests that store nothing."""
    from assistant.settings import Settings
    from assistant.wiring import Wiring

    return Wiring(Settings(profile=tmp_path_factory.mktemp("wiring"), engine="embedded"))
