"""Keys for model servers: from the environment, else from the keyring of the operating system; never in a file.

A key in the keyring belongs to one host and is sent to no other.
"""

from __future__ import annotations

import os
import re

from assistant.errors import EngineError, InputError
from assistant.settings import Settings

SERVICE = "onward"
"""Under this name the keyring keeps our keys; the user name there is the host."""

_ENVIRONMENT = "Set ONWARD_API_KEY instead; it is read from the environment and kept nowhere."


def find(settings: Settings, host: str, *, hosted: bool = False, needed: bool = False) -> str:
    """The key for ``host``; "" when there is none.

    :param hosted: the OpenAI service itself; OPENAI_API_KEY goes there and nowhere else.
    :param needed: whether nothing works without one; ``EngineError`` then.
    """
    key = settings.api_key.get_secret_value().strip()
    if hosted and not key:
        key = os.environ.get("OPENAI_API_KEY", "").strip()
    key = key or stored(host)
    if needed and not key:
        raise EngineError(
            f"{host} needs a key. Keep one in the keyring with 'onward model set-key', or set ONWARD_API_KEY; or use "
            "'embedded' or 'ollama/NAME', which need none."
        )
    if key:
        check(key)
    return key


def stored(host: str) -> str:
    """The key that the keyring holds for ``host``; "" when it holds none or cannot be asked."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return (keyring.get_password(SERVICE, host) or "").strip()
    except (KeyringError, OSError):
        return ""


def keep(host: str, key: str) -> None:
    """Puts the key for ``host`` into the keyring; ``InputError`` where this machine has none."""
    import keyring
    from keyring.errors import KeyringError

    check(key)
    try:
        keyring.set_password(SERVICE, host, key)
    except (KeyringError, OSError) as error:
        raise InputError(
            f"This machine has no keyring that can be used. {_ENVIRONMENT}", code="no_keyring"
        ) from error


def forget(host: str) -> bool:
    """Takes the key for ``host`` out of the keyring; whether there was one."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, host)
    except PasswordDeleteError:
        return False
    except (KeyringError, OSError) as error:
        raise InputError(
            "This machine has no keyring that can be used, so no key is kept there.", code="no_keyring"
        ) from error
    return True


def check(key: str) -> None:
    """``EngineError`` for what cannot be a key, without showing it."""
    if not key:
        raise EngineError("No key was given. Type it when you are asked, or send it on standard input.")
    if not re.fullmatch(r"[!-~]+", key):
        raise EngineError("The key has characters that no key has. Copy it again, without blanks.")
