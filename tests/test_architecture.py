"""The rooms of docs/architecture.md, held by the code: which room may import which."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

NOUNS = {"domain", "errors"}
BASE = NOUNS | {"seams", "settings", "catalog", "scenario", "prompting", "codec", "scales", "beside"}
STAGES = {"listening", "speaking", "scoring", "writing", "checking"}
MODELS = {"asking", "reconciling"}
ADAPTERS = {"encoding", "documents", "retrieval", "store", "providers"}

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "errors": set(),
    "scales": {"domain"},
    "beside": set(),
    "text": NOUNS,
    "seams": {"domain"},
    "settings": NOUNS,
    "codec": NOUNS,
    "catalog": NOUNS,
    "prompting": NOUNS | {"catalog"},
    "scenario": NOUNS | {"text"},
    "engine": NOUNS,
    "asking": NOUNS | {"seams", "prompting"},
    "reconciling": NOUNS,
    "journal": NOUNS | {"codec", "scenario"},
    **{stage: BASE | MODELS | {"text", "engine"} for stage in STAGES},
    **{adapter: BASE | {"text"} for adapter in ADAPTERS},
    "playbook": BASE,
    "documents": NOUNS | {"text", "__init__"},  # and no seam: a format needs nothing of the product
    "retrieval": BASE | {"text", "documents", "store"},  # the store keeps the words of the user's documents
    "debriefing": BASE | {"text", "engine", "writing", "listening"},  # of listening: what a threat is
    "parts": BASE | {"listening"},
    "holding": NOUNS | {"codec", "text"},
    "ledgers": BASE | {"parts", "text", "holding"},
    "bearing": NOUNS | {"catalog", "checking", "text"},
    "library": BASE | {"parts", "text", "bearing"},
    "drilling": BASE | {"parts", "text", "engine", "journal", "debriefing"},
    "trust": BASE | MODELS | STAGES,
    "wiring": BASE | STAGES | ADAPTERS | {"playbook", "text", "engine", "journal", "coach", "trust"},
    "coach": BASE
    | STAGES
    | {"parts", "drilling", "library", "ledgers", "debriefing", "playbook"}
    | {"text", "engine", "journal"},
    "views": BASE,
    "what_leaves": BASE | {"providers", "retrieval"},
    "cli": BASE
    | {
        "wiring",
        "coach",
        "doctor",
        "providers",
        "journal",
        "ledgers",
        "views",
        "what_leaves",
        "text",
        "__init__",
    },
    "doctor": BASE | {"wiring", "providers", "retrieval", "what_leaves", "__init__"},
    "__init__": set(),
    "__main__": {"cli"},
}
SHELLS = {
    "ui": BASE | {"wiring", "coach", "journal", "text", "what_leaves", "__init__"},
    "evals": set(MAY_IMPORT) - {"cli", "engine"},
}

ONE_HOME = {
    "chromadb": {"retrieval"},
    "onnxruntime": {"encoding"},
    "tokenizers": {"encoding"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "openai": {"providers"},
    "tiktoken": {"providers"},
    "tenacity": {"providers"},
    "keyring": {"providers"},
    "xllamacpp": {"providers"},
    "pypdf": {"documents"},
    "docx": {"documents", "writing"},
    "trafilatura": {"documents"},
    "charset_normalizer": {"documents"},
    "langchain_core": {"providers", "retrieval", "speaking", "wiring"},
    "icalendar": {"writing"},
    "fpdf": {"writing"},
    "typer": {"cli"},
    "rich": {"cli"},
    "gradio": {"ui"},
}
HEAVY = ("gradio", "chromadb", "openai", "langchain_core", "tiktoken")


def room(path: Path, package: str) -> str:
    parts = path.relative_to(ROOT / package).parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {
                f"{node.module}.{alias.name}" for alias in node.names if node.module == "assistant"
            }
    return found


def files(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "_data" not in path.parts)


@pytest.mark.parametrize("path", files("assistant"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    here = room(path, "assistant")
    assert here in MAY_IMPORT, (
        f"{here} is a new room: say in docs/architecture.md and here what it may import"
    )
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "assistant" and len(parts) > 1:
            known = (ROOT / "assistant" / parts[1]).exists() or (
                ROOT / "assistant" / f"{parts[1]}.py"
            ).exists()
            target = parts[1] if known else "__init__"
            assert target == here or target in MAY_IMPORT[here], f"{path.name} ({here}) may not import {name}"
        if parts[0] in ("ui", "evals"):
            assert here == "cli", f"{path.name} may not import the shell {name}"


@pytest.mark.parametrize("package", SHELLS)
def test_shells_go_through_the_front_doors(package: str) -> None:
    for path in files(package):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "assistant" and len(parts) > 1:
                target = (
                    parts[1]
                    if (ROOT / "assistant" / parts[1]).exists()
                    or (ROOT / "assistant" / f"{parts[1]}.py").exists()
                    else "__init__"
                )
                assert target in SHELLS[package], f"{path.relative_to(ROOT)} may not import {name}"


@pytest.mark.parametrize(("library", "homes"), ONE_HOME.items())
def test_each_third_party_has_one_home(library: str, homes: set[str]) -> None:
    users = {
        room(path, "assistant")
        for path in files("assistant")
        if any(name.split(".")[0] == library for name in imported(path))
    }
    users |= {"ui" for path in files("ui") if any(name.split(".")[0] == library for name in imported(path))}
    assert users <= homes


def _loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_help_loads_nothing_heavy() -> None:
    loaded = _loaded(
        "from typer.testing import CliRunner\nfrom assistant.cli.app import app\nassert CliRunner().invoke(app, ['--help']).exit_code == 0"
    )
    assert not loaded & {*HEAVY, "numpy", "onnxruntime", "sqlalchemy", "pydantic"}


def test_scoring_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = _loaded(
        "from typer.testing import CliRunner\nfrom assistant.cli.app import app\n"
        f"assert CliRunner().invoke(app, ['score', 'Two days a week on the panel from May.', '--json', '--profile', {str(tmp_path)!r}]).exit_code == 0"
    )
    assert not loaded & set(HEAVY)


def test_files_can_be_read_in_one_sitting() -> None:
    for package in ("assistant", "ui", "evals"):
        for path in files(package):
            text = path.read_text(encoding="utf-8")
            assert text.count("\n") <= 400, path
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    assert (node.end_lineno or 0) - node.lineno < 70, f"{path.name}:{node.name}"


def test_the_front_door_is_small() -> None:
    import assistant

    tree = ast.parse(Path(assistant.__file__).read_text(encoding="utf-8"))
    assert [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)] == []
    assert assistant.__version__
