"""What must never be printed, logged or written, wherever a message quotes it."""

import os
import re

SECRETS = ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "WEBDAV_PASSWORD", "HF_TOKEN", "ZENODO_TOKEN")

_MASK = "***"
# //name:secret@ of an address
_CREDENTIALS = re.compile(r"(?<=//)[^/@\s]*@")
# Shorter values are words that can stand anywhere; no service gives out such a token.
_SHORTEST_SECRET = 4


def masked(message: str) -> str:
    """Return a message without the secrets of the environment and without names and passwords in addresses."""
    for name in SECRETS:
        value = os.environ.get(name, "")
        if len(value) >= _SHORTEST_SECRET:
            message = message.replace(value, _MASK)
    return _CREDENTIALS.sub(f"{_MASK}@", message)
