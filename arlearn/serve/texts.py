"""What our server offers to an application that carries texts, beyond ASGI: no task and no queue for each of them."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

EXTENSION = "arlearn.texts"
"""Its name in `scope["extensions"]` of a WebSocket. Other servers do not have it."""


class Texts(Protocol):
    """The short way for text messages of one socket."""

    def follow(self, take: Callable[[str], bool]) -> None:
        """From now on `take` is offered each text as it arrives, in order.

        Only while the application waits in `receive`, so that nothing is overtaken. When it returns False the text
        comes by `receive`, as do all others until the application waits there again.
        """

    def send_now(self, text: str) -> bool:
        """Sends a text at once. False when the client does not read, or is gone: then send it, and wait, as usual."""


def texts_of(scope: Mapping[str, Any]) -> Texts | None:
    """The short way of this socket, where the server has one."""
    found: Texts | None = (scope.get("extensions") or {}).get(EXTENSION)
    return found
