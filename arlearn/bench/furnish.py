"""Makes a library with a book, an educator and groups full of children, and prints what `rooms` reads.

`python -m arlearn.bench.furnish GROUPS LEARNERS [alone]`, with the environment of the server that they are for.
"""

import json
import secrets
import sys
from typing import Any

from django.core.management import call_command
from django.db import transaction

import arlearn.asgi  # noqa: F401  (sets Django up as a server does)
from arlearn.live import actions
from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content.actions import add_page, create_book, publish_scene, save_draft
from content.models import Book
from content.scene import ChoiceTask, Option, SceneDocument, SpellTask
from content.schemas import NewBook

LIBRARY = "bench"
PAGES = 4
STORY = ["Momo bangun.", "Hutan masih gelap.", "Ia mencari madu."]


def document(number: int) -> SceneDocument:
    """A page with a choice and a word to spell."""
    options = [Option(id="madu", text={"id": "Madu"}), Option(id="ikan", text={"id": "Ikan"})]
    choice = ChoiceTask(id="apa", prompt={"id": "Apa yang dicari Momo?"}, options=options, answer="madu")
    spell = SpellTask(id="eja", prompt={"id": "Eja: madu"}, word={"id": "madu"})
    return SceneDocument(title={"id": f"Halaman {number}"}, story={"id": STORY}, nodes=[], tasks=[choice, spell])


def furnish(groups: int, learners: int) -> dict[str, Any]:
    password = secrets.token_urlsafe(12)
    library = open_library("Perpustakaan Uji", LIBRARY)
    person = add_person(library, f"guru-{LIBRARY}", password, [Role.EDUCATOR, Role.CREATOR])
    book, questions = furnished_book(person, NewBook(library=library.id, title="Momo", level="A", languages=["id"]))
    return {
        "educator": person.username,
        "password": password,
        "questions": questions,
        "rooms": [furnished_room(person, book, learners) for _ in range(groups)],
    }


def furnished_book(person: User, record: NewBook) -> tuple[Book, list[dict[str, str]]]:
    book = create_book(person, record)
    questions = []
    for number in range(1, PAGES + 1):
        page = add_page(person, book, number)
        save_draft(person, page, page.scene.draft_version, document(number).model_dump(mode="json"))
        where = {"page": str(page.id), "revision": publish_scene(person, page).sha256, "language": "id"}
        questions.append({**where, "task": "apa", "right": "madu", "wrong": "ikan"})
        questions.append({**where, "task": "eja", "right": "madu", "wrong": "damu"})
    return book, questions


@transaction.atomic
def furnished_room(person: User, book: Book, learners: int) -> dict[str, Any]:
    """One transaction for a whole group: the disk is not what is measured here."""
    group = actions.open_group(person, book.id)
    joined = [actions.join(group.code) for _ in range(learners)]
    return {
        "group": str(group.id),
        "code": group.code,
        "places": [(place.token, str(place.learner.id)) for place in joined],
    }


if __name__ == "__main__":
    call_command("migrate", interactive=False, verbosity=0)
    if "alone" in sys.argv and Library.objects.exclude(slug=LIBRARY).exists():
        sys.exit("this database has a library in it; a measurement needs an empty one.")
    print(json.dumps(furnish(int(sys.argv[1]), int(sys.argv[2]))))
