"""``onward model``: which language model is used, where it answers, and the key for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import JsonOption, ProfileOption, console, settings

if TYPE_CHECKING:
    from assistant.settings import Settings

model = typer.Typer(no_args_is_help=True, help="Which language model is used, and the key for it.")

HostOption = Annotated[
    str | None,
    typer.Option("--host", help="The host that the key is for.", show_default="that of the model in use"),
]


@model.command("show")
def show(json: JsonOption = False, profile: ProfileOption = None) -> None:
    """The model in use, where it answers, whether a key is at hand, and who gets to read what."""
    _report(settings(profile=profile), json=json)


@model.command("use")
def use(
    name: Annotated[
        str,
        typer.Argument(
            help="ollama/NAME, local:/path/model.gguf, gpt-…, any name with --base-url, or embedded."
        ),
    ],
    base_url: Annotated[
        str, typer.Option(help="The address of the server that has it, such as http://127.0.0.1:8080/v1.")
    ] = "",
    timeout: Annotated[
        float | None, typer.Option(min=1, max=600, help="Seconds that an answer may take.")
    ] = None,
    price_in: Annotated[
        float | None, typer.Option(min=0, help="US dollars for a million tokens of prompts.")
    ] = None,
    price_out: Annotated[
        float | None, typer.Option(min=0, help="US dollars for a million tokens of answers.")
    ] = None,
    json: JsonOption = False,
    profile: ProfileOption = None,
) -> None:
    """Use this model from now on; 'embedded' goes back to the built-in engine. Kept in the profile."""
    from assistant import settings as kept
    from assistant.providers import leaves_to
    from assistant.providers.local import PREFIX, ModelFile, file_of

    if name.startswith(PREFIX):
        name = f"{PREFIX}{file_of(name)}"  # it is to be found from every folder
        ModelFile(name)
    choice: dict[str, Any] = {"model": name, "base_url": base_url, "timeout": timeout}
    choice |= {"price_in": price_in, "price_out": price_out}
    folder = _folder(profile)
    if name == "embedded":
        kept.choose(folder, {})
    else:
        said = {key: value for key, value in choice.items() if value not in (None, "")}
        # A name that cannot work is told now; what the profile holds has no say in it, and may be what is to be mended.
        leaves_to(kept.Settings.model_construct(engine=name, base_url=base_url))
        kept.choose(folder, said)
    chosen = settings(profile=profile)
    if chosen.engine_name != name:
        print(
            f"onward: ONWARD_MODEL or ONWARD_ENGINE still says {chosen.engine_name!r}, and goes first.",
            file=sys.stderr,
        )
    _report(chosen, json=json)


@model.command("set-key")
def set_key(host: HostOption = None, json: JsonOption = False, profile: ProfileOption = None) -> None:
    """Keep a key in the keyring of your operating system; it is typed unseen, or read from standard input."""
    from assistant.providers import keys

    place = host or _host(settings(profile=profile))
    if sys.stdin.isatty():
        key = typer.prompt(f"The key for {place}", hide_input=True, err=True)
    else:
        key = sys.stdin.readline()
    keys.keep(place, key.strip())
    _done({"host": place, "kept": True}, f"The key for {place} is in the keyring.", json=json)


@model.command("forget-key")
def forget_key(host: HostOption = None, json: JsonOption = False, profile: ProfileOption = None) -> None:
    """Take a key out of the keyring."""
    from assistant.providers import keys

    place = host or _host(settings(profile=profile))
    gone = keys.forget(place)
    says = f"The key for {place} is gone." if gone else f"The keyring holds no key for {place}."
    _done({"host": place, "forgotten": gone}, says, json=json)


def _folder(profile: Any) -> Any:
    """The profile's folder, without reading the settings in it, which may be the ones to mend."""
    import os
    from pathlib import Path

    from assistant.settings import default_profile

    named = profile or os.environ.get("ONWARD_PROFILE")
    return Path(named).expanduser().absolute() if named else default_profile()


def _host(found: Settings) -> str:
    from assistant.errors import InputError
    from assistant.providers import endpoints

    if found.engine_name == "embedded" or found.engine_name.startswith("local:"):
        raise InputError(
            f"The engine {found.engine_name} needs no key. Name the host that it is for with --host."
        )
    return endpoints.place(found).host


def _report(found: Settings, *, json: bool) -> None:
    """The settings of the model, without any key."""
    from assistant.providers import endpoints, keys, leaves_to
    from assistant.what_leaves import WHAT_LEAVES

    name, who = found.engine_name, leaves_to(found)
    row: dict[str, Any] = {"engine": name, "base_url": None, "key": "not needed", "leaves_to": who or None}
    if name != "embedded" and not name.startswith("local:"):
        place = endpoints.place(found)
        key = keys.find(found, place.host, hosted=place.hosted)
        row |= {"base_url": place.base_url, "key": "set" if key else "none"}
    row |= {"timeout": found.timeout, "price_in": found.price_in, "price_out": found.price_out}
    lines = [f"Model: {name}" if name != "embedded" else "Model: none; the built-in engine does all of it"]
    if row["base_url"]:
        lines += [f"Address: {row['base_url']}", f"Key: {row['key']}"]
    lines.append(f"Leaves this machine: {f'{WHAT_LEAVES}, to {who}' if who else 'nothing'}")
    _done(row, "\n".join(lines), json=json)


def _done(row: dict[str, Any], says: str, *, json: bool) -> None:
    from assistant.cli import batch

    if json:
        batch.emit(row, sys.stdout)
    else:
        console().print(says, markup=False, soft_wrap=True)
