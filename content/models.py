"""Books, their pages and scenes, and the files that scenes show. Only `content.actions` writes these."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from arlearn.people.models import Library
from content.licences import CODES
from content.problems import ARCHIVE_SEVERAL


class Level(models.TextChoices):
    """Reading levels of the Indonesian book-levelling rule, BSKAP 030/P/2022."""

    A = "A", "A · pembaca dini"
    B1 = "B1", "B1 · pembaca awal"
    B2 = "B2", "B2 · pembaca awal"
    B3 = "B3", "B3 · pembaca awal"
    C = "C", "C · pembaca semenjana"
    D = "D", "D · pembaca madya"
    E = "E", "E · pembaca mahir"


class Asset(models.Model):
    """An uploaded original, stored once per library under its SHA-256."""

    class Kind(models.TextChoices):
        MODEL = "model"
        IMAGE = "image"
        SOUND = "sound"

    class Status(models.TextChoices):
        """waiting → working → ready or refused; a job that was cut off leads from working back to waiting."""

        WAITING = "waiting"
        WORKING = "working"
        READY = "ready"
        REFUSED = "refused"

    library = models.ForeignKey(Library, models.CASCADE, related_name="assets")
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    name = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="where it was found, an address for instance")
    licence = models.CharField(max_length=60, blank=True, choices=[(code, code) for code in CODES])
    notice = models.CharField(max_length=500, blank=True, help_text="the copyright that the file itself claims")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    step = models.CharField(max_length=20, blank=True, help_text="what is done with it just now; of content.steps")
    problem = models.JSONField(null=True, blank=True, help_text="why it was refused: code and values of a Problem")
    deliveries = models.PositiveSmallIntegerField(default=0, help_text="how often a worker has begun with it")
    worker = models.CharField(max_length=40, blank=True, help_text="which worker has it")
    due_at = models.DateTimeField(null=True, blank=True, help_text="when it is given out again, unless it is done")

    class Meta:
        indexes = [
            # Of the many assets of a server few are not done.
            models.Index(
                fields=["due_at"], name="asset_not_done", condition=models.Q(status__in=["waiting", "working"])
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["library", "sha256"], name="asset_once_per_library")]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:8]})"

    @property
    def newest(self) -> "Rendition | None":
        """The rendition that was made last, which is what phones get; None while there is none."""
        return max(self.renditions.all(), key=lambda made: made.pk, default=None)

    @property
    def choices(self) -> list[str]:
        """Paths of the models in a zip that was refused because it holds several; else empty."""
        problem = self.problem or {}
        return list(problem["values"].get("models", [])) if problem.get("code") == ARCHIVE_SEVERAL.code else []


MEDIA_EXTENSIONS = {"model/gltf-binary": "glb", "image/webp": "webp", "audio/mp4": "m4a"}


def media_name(sha256: str, media_type: str) -> str:
    """Name of a rendition's file, in the media folder and below /media/."""
    return f"{sha256}.{MEDIA_EXTENSIONS[media_type]}"


class Rendition(models.Model):
    """What was made of an asset for phones, by a recipe; a file of its own, addressed by its own SHA-256."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="renditions")
    recipe = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    report = models.JSONField(default=dict, help_text="what the recipe found: triangles, animations, bounds")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "recipe"], name="rendition_once_per_recipe")]

    def __str__(self) -> str:
        return f"{self.recipe} of {self.asset}"

    @property
    def url(self) -> str:
        return f"/media/{media_name(self.sha256, self.media_type)}"


class Book(models.Model):
    """A printed book: what its catalogue record says, and the pages that bear markers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    library = models.ForeignKey(Library, models.CASCADE, related_name="books")
    origin = models.UUIDField(
        null=True, editable=False, help_text="id of the book that this is a copy of, perhaps on another server"
    )
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    creators = models.CharField(max_length=300, blank=True)
    isbn = models.CharField("ISBN", max_length=13, blank=True, help_text="13 digits without hyphens")
    level = models.CharField(max_length=2, choices=Level.choices)
    languages = models.JSONField(default=list, help_text="BCP 47 tags, the book's first language first")
    licence = models.CharField(max_length=60, blank=True)
    emblem = models.CharField(max_length=20, default="book", help_text="line drawing on printed sheets")
    cover = models.ForeignKey(Asset, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["library", "origin"], name="book_copied_once_per_library")]

    def __str__(self) -> str:
        return self.title


class Page(models.Model):
    """A place in a book that can bear a marker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(Book, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(help_text="the number printed on the page")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="page_number_once_per_book")]

    def __str__(self) -> str:
        return f"{self.book}, {self.number}"


class Scene(models.Model):
    """What a page opens: a draft that its creator changes, and the revision that children see."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="scene")
    draft = models.JSONField(default=dict, help_text="a scene document, perhaps unfinished")
    draft_version = models.PositiveIntegerField(default=0, help_text="counts saves; a save names the one it builds on")
    draft_saved_at = models.DateTimeField(null=True, blank=True)
    draft_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published = models.ForeignKey("SceneRevision", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"scene of {self.page}"


class SceneRevision(models.Model):
    """A published scene document; never changed after it was made."""

    scene = models.ForeignKey(Scene, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="of the canonical JSON of the document")
    document = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["scene", "number"], name="revision_number_once_per_scene")]

    def __str__(self) -> str:
        return f"{self.scene}, revision {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only once: children have seen it, and answers point at it."""
        if not self._state.adding:
            raise TypeError("a published revision is never changed")
        super().save(*args, **kwargs)
