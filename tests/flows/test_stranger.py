"""A client written from the page alone (arlearn/live/SPEC.md): of the project it needs nothing but a server that runs.

It leads a group by a socket, and answers by a socket and over HTTP. Every message of both sides is held against the
schema that the server itself gives.
"""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types
from websockets.sync.client import ClientConnection, connect

from tests.running import RunningServer

Json = dict[str, Any]


class Device:
    """Asks over HTTP and keeps cookies."""

    def __init__(self, url: str) -> None:
        self.url, self.cookies, self.csrf = url, SimpleCookie(), ""

    def ask(self, path: str, body: Json | None = None) -> tuple[int, Any]:
        link = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        said = {"Accept-Language": "en", "Cookie": self.cookie, "X-CSRFToken": self.csrf, "Origin": self.url}
        if body is not None:
            said["Content-Type"] = "application/json"
        try:
            link.request("GET" if body is None else "POST", path, None if body is None else json.dumps(body), said)
            answer = link.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            return answer.status, json.load(answer)
        finally:
            link.close()

    def get(self, path: str) -> Any:
        status, answer = self.ask(path)
        assert status == 200, answer
        return answer

    def post(self, path: str, **body: Any) -> Any:
        status, answer = self.ask(path, body)
        assert status == 200, answer
        return answer

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())

    def sign_in(self, username: str, password: str) -> None:
        self.csrf = self.get("/api/people/me")["csrf"]
        self.csrf = self.post("/api/people/sign-in", username=username, password=password)["csrf"]


class Protocol:
    """The schema; what was said in each direction, all of which is of it."""

    def __init__(self, schema: Json) -> None:
        Draft202012Validator.check_schema(schema)
        self.kinds: dict[str, set[str]] = {}
        self._checks = {
            name: Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"})
            for name in ("FromLearner", "FromEducator", "ToLearner", "ToEducator")
        }

    def check(self, direction: str, message: Json) -> Json:
        self._checks[direction].validate(message)
        self.kinds.setdefault(direction, set()).add(message["kind"])
        return message


class Line:
    """One connection by a socket; `who`: Learner or Educator."""

    def __init__(self, protocol: Protocol, who: str, link: ClientConnection) -> None:
        self.protocol, self.who, self.link = protocol, who, link

    def say(self, **message: Any) -> None:
        self.link.send(json.dumps(self.protocol.check(f"From{self.who}", message)))

    def hear(self, kind: str) -> Json:
        while True:
            message = self.protocol.check(f"To{self.who}", json.loads(self.link.recv(timeout=20)))
            if message["kind"] == "frame":
                self.say(kind="credit", frame=message["frame"])
            if message["kind"] == kind:
                return message


class Panel(Line):
    def row(self, learner: str, tries: int) -> Json:
        """The child's row, once it has tried so often."""
        while True:
            for row in self.hear("frame")["rows"]:
                if row["learner"]["id"] == learner and row["tries"] == tries:
                    return dict(row)


class Polls:
    """A child's conversation over HTTP, one request after the other."""

    def __init__(self, protocol: Protocol, device: Device) -> None:
        self.protocol, self.device = protocol, device
        self.talk: str | None = None
        self.heard = self.taken = 0
        self.kept: list[Json] = []
        self.inbox: list[Json] = []

    def say(self, **message: Any) -> None:
        """Goes with the next request."""
        self.kept.append(self.protocol.check("FromLearner", message))

    def hear(self, kind: str) -> Json:
        while True:
            while self.inbox:
                if (message := self.inbox.pop(0))["kind"] == kind:
                    return message
            asked = {"talk": self.talk, "heard": self.heard, "said": self.taken, "messages": self.kept}
            answer = self.device.post("/api/live/poll?at=st7anger", **asked)
            self.talk = answer["talk"]
            self.kept = self.kept[answer["taken"] - self.taken :]
            self.taken = answer["taken"]
            new = answer["messages"][self.heard - answer["said"] :]
            self.heard += len(new)
            self.inbox += [self.protocol.check("ToLearner", message) for message in new]


@contextmanager
def opened(url: str, **headers: str) -> Iterator[ClientConnection]:
    with connect(f"{url.replace('http', 'ws', 1)}/live", additional_headers=headers) as link:
        yield link


def right_and_wrong(task: Json, language: str) -> tuple[str, str]:
    """Values of answers to a task, by its kind."""
    match task["kind"]:
        case "spell":
            return task["word"][language], task["word"][language][::-1] + "x"
        case "choice":
            return task["answer"], next(option["id"] for option in task["options"] if option["id"] != task["answer"])
        case _:
            return task["answer"], "nothing-there"


def test_L80_a_stranger_leads_a_group_with_the_page_and_the_schema(shared_server: RunningServer) -> None:
    url = shared_server.url
    protocol = Protocol(Device(url).get("/api/protocol.json"))
    paths = Device(url).get("/api/openapi.json")["paths"]
    assert {"/api/books", "/api/people/sign-in", "/api/live/groups", "/api/live/join", "/api/plans"} <= set(paths)

    educator = Device(url)
    status, problem = educator.ask("/api/live/groups")
    assert (status, problem["code"]) == (401, "sign_in_needed")
    status, problem = educator.ask("/api/people/sign-in", {"username": "ibu-rina", "password": "x"})
    assert (status, problem["code"]) == (403, "page_too_old")
    educator.sign_in(*shared_server.sign_in("educator"))
    for book in educator.get("/api/books"):
        status, group = educator.ask("/api/live/groups", {"book": book["id"]})
        if status == 200:
            break
    manifest = educator.get(f"/api/books/{book['id']}")
    language = manifest["book"]["languages"][0]
    page = next(page for page in manifest["pages"] if page["scene"]["tasks"])
    known = educator.get("/api/live/groups")["groups"]
    assert group["id"] in [one["id"] for one in known if one["ended_at"] is None]
    assert educator.get(f"/api/live/groups/{group['id']}")["code"] == group["code"]
    assert isinstance(educator.get(f"/api/plans?book={book['id']}"), list)

    one, other = Device(url), Device(url)
    status, problem = one.ask("/api/live/join", {"code": "ZZZ999"})
    assert (status, problem["code"]) == (404, "join_code_unknown")
    mine, theirs = (
        device.post("/api/live/join", code=f"{group['code'][:3]}-{group['code'][3:].lower()}")
        for device in (one, other)
    )

    with opened(url, Cookie=educator.cookie, Origin=url) as leading, opened(url) as following:
        panel = Panel(protocol, "Educator", leading)
        panel.say(kind="hello", role="educator", version=1, group=group["id"], resume=None)
        assert panel.hear("welcome")["whole"] is True
        for child, place in ((Line(protocol, "Learner", following), mine), (Polls(protocol, other), theirs)):
            leads_a_child(panel, child, place, (page, language))
        panel.say(kind="command", id="st7anger-end", order={"do": "end"})
        panel.hear("done")
        child.say(kind="presence", n=99, page=None, view="away", rung="read", help=False)
        assert child.hear("control")["control"]["ended"] is True

    assert protocol.kinds["FromLearner"] >= {"hello", "presence", "opened", "answer", "finished", "consent", "ping"}
    assert protocol.kinds["FromEducator"] >= {"hello", "credit", "command", "ping"}
    assert protocol.kinds["ToLearner"] >= {"welcome", "control", "own", "acknowledged", "refused", "pong"}
    assert protocol.kinds["ToEducator"] >= {"welcome", "frame", "done", "refused", "pong"}


def leads_a_child(panel: Panel, child: Line | Polls, place: Json, reading: tuple[Json, str]) -> None:
    """One child from its hello to the end of a page, as the panel sees it."""
    (page, language), name = reading, place["learner"]["id"]
    seen = {"page": page["id"], "revision": page["revision"]}
    task = page["scene"]["tasks"][0]
    right, wrong = right_and_wrong(task, language)
    child.say(kind="hello", role="learner", version=1, group=place["group"], token=place["token"])
    welcome = child.hear("welcome")
    assert welcome["learner"] == place["learner"]
    n = welcome["acknowledged"]
    shown = {"page": page["id"], "view": "searching", "rung": "live", "help": True}
    child.say(kind="presence", n=welcome["presence"] + 1, **shown)
    child.say(kind="opened", n=n + 1, **seen)
    child.say(kind="answer", n=n + 2, **seen, task=task["id"], language=language, value=wrong)
    while child.hear("acknowledged")["n"] < n + 2:
        pass
    row = panel.row(name, tries=1)
    assert {key: row[key] for key in shown} == shown
    assert (row["connected"], row["misses"], row["last"]["correct"]) == (True, 1, False)
    panel.say(kind="command", id=f"hint-{name[:20]}", order={"do": "hint", "to": name, "text": "Look again."})
    assert child.hear("own")["own"]["note"] == {"id": 1, "sort": "hint", "text": "Look again."}
    panel.say(kind="command", id=f"show-{name[:20]}", order={"do": "spotlight", "learner": name})
    asked = child.hear("own")["own"]["asked"]
    child.say(kind="consent", n=n + 3, asked=asked, agree=True)
    child.say(kind="answer", n=n + 4, **seen, task="no-such-task", language=language, value=right)
    assert child.hear("refused")["code"] == "task_unknown"
    child.say(kind="answer", n=n + 5, **seen, task=task["id"], language=language, value=right)
    child.say(kind="finished", n=n + 6, **seen)
    while child.hear("acknowledged")["n"] < n + 6:
        pass
    row = panel.row(name, tries=2)
    while row["finished"] != [page["id"]]:
        row = panel.row(name, tries=2)
    assert row["solved"] == [{"page": page["id"], "task": task["id"]}]
    panel.say(kind="command", id="hint-nobody", order={"do": "praise", "to": "0a0a0a0a-0000-4000-8000-000000000001"})
    assert panel.hear("refused")["code"] == "learner_unknown"
    for line in (panel, child):
        line.say(kind="ping")
        line.hear("pong")
