"""Prompt files: ``prompts/<stage>/<id>.md``, a front matter and a Jinja2 template.

Strict on purpose: a template that uses a variable it does not declare, or a caller that passes one too many or one too
few, is a mistake that must not show up as a hole in a text that somebody sends.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta

from assistant.catalog import data_root, split_front_matter
from assistant.errors import CatalogError

# Plain text and Markdown come out, never HTML: what users wrote is escaped by the stages that know where it goes.
_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # noqa: S701


@dataclass(frozen=True)
class Prompt:
    """One template with what goes in (``inputs``), what comes out (``output``) and the hash of its file."""

    name: str
    inputs: frozenset[str]
    output: str
    source: str
    fingerprint: str
    template: Template = field(repr=False, compare=False)

    def render(self, **inputs: Any) -> str:
        """The filled template; ``CatalogError`` naming each variable that is missing or not declared."""
        if missing := sorted(self.inputs - inputs.keys()):
            raise CatalogError(f"{self.name}: the variable(s) {', '.join(missing)} must be given.")
        if extra := sorted(inputs.keys() - self.inputs):
            raise CatalogError(f"{self.name}: the variable(s) {', '.join(extra)} are not among its inputs.")
        try:
            return self.template.render(**inputs).strip()
        except TemplateError as error:
            raise CatalogError(f"{self.name}: {error}") from error


@cache
def load(stage: str, name: str) -> Prompt:
    """The prompt ``prompts/<stage>/<name>.md``, checked once and then kept.

    :raises CatalogError: the file is missing, malformed, or uses a variable that its ``inputs`` do not list.
    """
    path = data_root() / "prompts" / stage / f"{name}.md"
    where = f"prompts/{stage}/{name}.md"
    if not path.is_file():
        raise CatalogError(f"{where} does not exist; reinstall Onward or name an existing prompt.")
    try:
        head, body = split_front_matter(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogError(f"{where}: {error}") from error
    inputs = head.get("inputs")
    if (
        not isinstance(inputs, list)
        or not all(isinstance(item, str) for item in inputs)
        or not head.get("output")
    ):
        raise CatalogError(
            f"{where}: the front matter needs 'inputs' (a list of names) and 'output' (what comes out)."
        )
    try:
        used = meta.find_undeclared_variables(_ENVIRONMENT.parse(body))
        template = _ENVIRONMENT.from_string(body)
    except TemplateError as error:
        raise CatalogError(f"{where}: {error}") from error
    if used != set(inputs):
        raise CatalogError(
            f"{where}: declared and used variables differ: {', '.join(sorted(used ^ set(inputs)))}."
        )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Prompt(where, frozenset(inputs), str(head["output"]), body, digest, template)
