"""A grown-up without a browser: signs in over HTTP and asks the interface as the panel and the studio do."""

import json
import urllib.request
from http.cookiejar import CookieJar
from typing import Any


class GrownUp:
    def __init__(self, url: str, name: str, password: str) -> None:
        """Raises urllib.error.HTTPError when the server will not have this person."""
        self.url = url
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._csrf = self.get("/api/people/me")["csrf"]
        self._csrf = self.post("/api/people/sign-in", {"username": name, "password": password})["csrf"]

    @property
    def cookies(self) -> str:
        """For the header of a socket's handshake."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def get(self, path: str) -> Any:
        with self._opener.open(self.url + path, timeout=30) as answer:
            return json.load(answer)

    def post(self, path: str, body: Any = None, method: str = "POST") -> Any:
        headers = {"Content-Type": "application/json", "X-CSRFToken": getattr(self, "_csrf", "")}
        asked = urllib.request.Request(self.url + path, json.dumps(body).encode(), headers, method=method)
        with self._opener.open(asked, timeout=30) as answer:
            return json.load(answer)

    def put(self, path: str, body: Any) -> Any:
        return self.post(path, body, "PUT")

    def upload(self, library: str, name: str, content: bytes) -> Any:
        """Sends a file to the library's studio (RFC 7578)."""
        edge = "edge-of-a-part"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="library"\r\n\r\n{library}\r\n--{edge}\r\n'
        head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-CSRFToken": self._csrf}
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        asked = urllib.request.Request(self.url + "/api/studio/assets", body, headers, method="POST")
        with self._opener.open(asked, timeout=30) as answer:
            return json.load(answer)
