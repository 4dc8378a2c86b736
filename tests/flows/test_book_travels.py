"""A book leaves one server as a package and comes onto another, which has never heard of it, and is the same there."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.browser.reading import BOOK
from tests.flows.grown_up import GrownUp
from tests.running import ROOT, RunningServer

TITLE = "Buku yang Pergi"


class Elsewhere(RunningServer):
    """Another server's data folder, worked on from the command line."""

    def does(self, *words: str, told: str = "") -> str:
        """What `arlearn` prints."""
        command = [sys.executable, "-m", "arlearn", *words]
        environment = {**self.environment(), "ARLEARN_DATA": str(self.data)}
        done = subprocess.run(command, cwd=ROOT, env=environment, input=told, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "arlearn.sqlite3")) as link:
            return link.execute(question).fetchall()


def written(server: RunningServer) -> tuple[GrownUp, str]:
    """A book with a cover and a page, published twice, its draft gone on since. Its creator, and the book's id."""
    creator = GrownUp(server.url, *server.sign_in("creator"))
    scene = creator.get(f"/api/books/{BOOK}")["pages"][0]["scene"]
    scene |= {"nodes": scene["nodes"][:1], "tasks": []}
    library = creator.get("/api/people/me")["libraries"][0]["id"]
    record = {"library": library, "title": TITLE, "level": "B1", "languages": ["id", "en"], "creators": "Sari"}
    book = creator.post("/api/studio/books", record)["book"]["id"]
    creator.put(f"/api/studio/books/{book}/cover", {"asset": scene["picture"]["asset"]})
    page = creator.post(f"/api/studio/books/{book}/pages", {"number": 3})["id"]
    for version, title in enumerate(("Pertama", "Kedua", "Ketiga")):
        document = {**scene, "title": {"id": title, "en": "Page"}}
        creator.put(f"/api/studio/pages/{page}/draft", {"builds_on": version, "document": document})
        if title != "Ketiga":
            creator.post(f"/api/studio/pages/{page}/publish")
    return creator, book


def test_C53_C55_a_book_is_the_same_on_a_server_that_never_heard_of_it(server: RunningServer, tmp_path: Path) -> None:
    _, book = written(server)
    here, there = Elsewhere(server.data), Elsewhere(tmp_path / "there")
    first, again = tmp_path / "first.zip", tmp_path / "again.zip"
    here.does("book", "export", book, "-o", str(first))
    there.does("people", "add", "dewi", "--role", "creator", "--library", "Desa", told="kata-sandi-uji\n")

    said = there.does("book", "import", str(first), "--library", "desa", "--yes").splitlines()
    assert said[0] == f"{TITLE} (B1, id, en): new"
    assert said[1] == "  page 3, Page: new; 2 published revisions more"
    assert said[2].startswith("  works: 2 new (")
    assert [line[:6] for line in said[3:5]] == ["    + "] * 2
    assert said[-1] == "Done: /b/buku-yang-pergi"
    # A second time nothing would change.
    said = there.does("book", "import", str(first), "--library", "desa").splitlines()
    assert said[0] == f"{TITLE} (B1, id, en): as it is here"
    assert said[1] == "  page 3, Page: as it is here"
    assert said[2] == "  works: 0 new (0.0 kB), 2 here already"
    assert said[-1] == "Nothing was done. Add --yes to do it."

    # What leaves there is what left here: scenes, drafts, originals, what phones get, and whose all that is.
    there.does("book", "export", "buku-yang-pergi", "-o", str(again))
    assert again.read_bytes() == first.read_bytes()
    placed = [*there.data.glob("originals/*"), *there.data.glob("media/*")]
    kept = [path.relative_to(there.data) for path in placed]
    for path in kept:
        assert (there.data / path).read_bytes() == (here.data / path).read_bytes(), path
    # Two originals; a model with its poster, and a picture, for phones.
    assert len(kept) == 5
    renditions = "SELECT recipe, sha256, media_type, size FROM content_rendition"
    assert set(there.rows(renditions)) < set(here.rows(renditions))
    whose = "SELECT sha256, kind, name, author, source, licence, notice, status FROM content_asset"
    assert len(there.rows(whose)) == 2
    assert set(there.rows(whose)) < set(here.rows(whose))
    # A revision's SHA-256 is of its document, whatever the order of what stands in it.
    revisions = "SELECT number, sha256 FROM content_scenerevision"
    assert len(there.rows(revisions)) == 2
    assert set(there.rows(revisions)) < set(here.rows(revisions))
    assert not list(there.data.glob("jobs/*"))
    assert not there.strays()
