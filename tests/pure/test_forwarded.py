"""Behind a reverse proxy: whose word is taken on who asks."""

import asyncio
from typing import Any

import pytest

from arlearn.serve.forwarded import Forwarded, among, client_behind, networks

OURS = networks("127.0.0.1, 10.1.0.0/16, ::1, fd00::/8")


@pytest.mark.parametrize(
    ("peer", "hops", "client"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("127.0.0.1", "10.1.9.9, 10.1.2.3", "10.1.9.9"),
        ("::ffff:127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("fd00::5", "2001:DB8::7", "2001:db8::7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
        ("127.0.0.1", "'; drop table, <script>", "127.0.0.1"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_the_client_is_whom_the_outermost_proxy_of_ours_saw(peer: str, hops: str, client: str) -> None:
    assert client_behind(peer, hops, OURS) == client


@pytest.mark.parametrize("text", ["nginx", "10.0.0.0/33", "127.0.0.1 10.0.0.1", "::g"])
def test_what_is_no_address_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=text[:5]):
        networks(text)


def test_a_socket_of_the_file_system_is_this_machine() -> None:
    assert among("", [])
    assert not among("127.0.0.1", [])
    assert not among("testclient", OURS)


def seen(peer: str, scheme: str = "http", **headers: str) -> tuple[dict[str, Any], list[tuple[bytes, bytes]]]:
    """The scope that an application behind the proxy sees, and the headers that the client gets."""
    scopes: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)
        cookies = [(b"set-cookie", b"sessionid=1; HttpOnly"), (b"Set-Cookie", b"a=b; Secure"), (b"x", b"y")]
        await send({"type": "http.response.start", "status": 200, "headers": cookies})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    kind = "websocket" if scheme == "ws" else "http"
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "scheme": scheme, "client": [peer, 9], "headers": [(b"host", b"x"), *pairs]}
    asyncio.run(Forwarded(application, OURS)(scope, None, send))
    return scopes[0], sent[0]["headers"]


def test_over_https_the_scheme_is_told_and_cookies_are_bound_to_it() -> None:
    scope, headers = seen("10.1.0.1", X_Forwarded_For="203.0.113.7", X_Forwarded_Proto="https", X_Real_IP="1.1.1.1")
    assert (scope["scheme"], scope["client"][0], scope["headers"]) == ("https", "203.0.113.7", [(b"host", b"x")])
    assert headers[:2] == [(b"set-cookie", b"sessionid=1; HttpOnly; Secure"), (b"Set-Cookie", b"a=b; Secure")]
    assert seen("10.1.0.1", "ws", X_Forwarded_Proto="https")[0]["scheme"] == "wss"


def test_nobody_else_is_believed() -> None:
    scope, headers = seen("203.0.113.9", X_Forwarded_For="127.0.0.1", X_Forwarded_Proto="https")
    assert (scope["scheme"], scope["client"][0]) == ("http", "203.0.113.9")
    assert headers[0] == (b"set-cookie", b"sessionid=1; HttpOnly")
    # Left where it is: who looks at it must see that there is a proxy that nobody knows.
    assert (b"X-Forwarded-For", b"127.0.0.1") in scope["headers"]
