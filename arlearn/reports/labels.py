"""How pages, tasks and answers are called: by the revision that the child saw, in the educator's language."""

from dataclasses import dataclass, field
from uuid import UUID

from content.models import Page
from content.queries import revision_document
from content.scene import ChoiceTask, FindTask, SceneDocument, SpellTask, Task


def page_numbers(book_id: UUID) -> dict[UUID, int]:
    """The printed number of each page of the book."""
    return dict(Page.objects.filter(book=book_id).values_list("id", "number"))


def page_titles(book_id: UUID, language: str) -> dict[UUID, str]:
    """The title of each page as it was published last."""
    rows = Page.objects.filter(book=book_id, scene__published__isnull=False)
    return {
        page: localized(title, language) for page, title in rows.values_list("id", "scene__published__document__title")
    }


@dataclass
class Labels:
    """Scenes are read once each."""

    language: str
    _scenes: dict[tuple[UUID, str], SceneDocument | None] = field(default_factory=dict)

    def scene(self, page: UUID, revision: str) -> SceneDocument | None:
        """None where the page or the revision is no longer there."""
        key = (page, revision)
        if key not in self._scenes:
            self._scenes[key] = revision_document(page, revision)
        return self._scenes[key]

    def task(self, page: UUID, revision: str, task_id: str) -> Task | None:
        scene = self.scene(page, revision)
        return next((task for task in scene.tasks if task.id == task_id), None) if scene else None

    def prompt(self, page: UUID, revision: str, task_id: str, seen_in: str = "") -> str:
        """What the children were asked; empty where nobody knows any more. `seen_in`: the child's language."""
        task = self.task(page, revision, task_id)
        return localized(task.prompt, self.language, seen_in) if task else ""

    def answer(self, page: UUID, revision: str, task_id: str, value: str, seen_in: str = "") -> str:
        """What a child chose or wrote, as it saw it."""
        scene, task = self.scene(page, revision), self.task(page, revision, task_id)
        texts: dict[str, dict[str, str]] = {}
        if isinstance(task, ChoiceTask):
            texts = {option.id: option.text for option in task.options}
        elif isinstance(task, FindTask) and scene is not None:
            texts = {node.id: node.name for node in scene.nodes}
        elif isinstance(task, SpellTask):
            texts = {}
        return localized(texts[value], seen_in, self.language) if value in texts else value


def localized(text: dict[str, str], *wanted: str) -> str:
    """The text in the first of the languages that it has, else in any."""
    return next((text[language] for language in wanted if language in text), next(iter(text.values()), ""))
