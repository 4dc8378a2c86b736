"""Books, scenes and assets in Django's admin site. What was published or uploaded can be seen and not changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language
from django_q.models import Failure, OrmQ, Schedule, Success
from pydantic import ValidationError as Malformed

from arlearn.errors import INVALID, Problem
from content.models import Asset, Book, Page, Rendition, Scene, SceneRevision
from content.queries import refusal_of, unfit_for_cover
from content.record import isbn_13
from content.schemas import book_languages

# A queue that is looked at through its assets; and a schedule would let whoever writes it call any function by name.
admin.site.unregister([model for model in (Schedule, Success, Failure, OrmQ) if admin.site.is_registered(model)])


class Unchangeable(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """To look at. Rows come from actions alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Listed(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    """Rows of a parent, to look at."""

    extra = 0
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PageInline(Listed):
    model = Page
    fields = ["number", "created_at"]


class RenditionInline(Listed):
    model = Rendition
    fields = ["recipe", "media_type", "size", "made_at"]


class RevisionInline(Listed):
    model = SceneRevision
    fields = ["number", "sha256", "published_by", "published_at"]


class BookForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Holds the record to what the studio holds it to: what does not fit here would break the shelf for everybody."""

    def clean_isbn(self) -> str:
        try:
            return isbn_13(self.cleaned_data["isbn"])
        except Problem as problem:
            raise _refused(problem) from None

    def clean_languages(self) -> list[str]:
        try:
            return book_languages.validate_python(self.cleaned_data["languages"])
        except Malformed:
            raise _refused(INVALID(where="languages")) from None

    def clean_cover(self) -> Asset | None:
        cover: Asset | None = self.cleaned_data["cover"]
        problem = unfit_for_cover(cover, self.instance) if cover else None
        if problem:
            raise _refused(problem())
        return cover


def _refused(problem: Problem) -> ValidationError:
    return ValidationError(problem.message(get_language() or "id"))


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    form = BookForm
    list_display = ["title", "library", "level", "page_count", "isbn", "created_at"]
    list_filter = ["library", "level"]
    list_select_related = ["library"]
    search_fields = ["title", "creators", "isbn", "slug"]
    # A slug is printed and shared; changing it would leave paper pointing at nothing. A library owns the book's files.
    readonly_fields = ["library", "slug", "created_at"]
    autocomplete_fields = ["cover"]
    inlines = [PageInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # in the studio, where ISBN and slug are seen to

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        counted: QuerySet[Any] = super().get_queryset(request).annotate(page_count=Count("pages"))
        return counted

    @admin.display(description="pages", ordering="page_count")
    def page_count(self, book: Any) -> int:
        return int(book.page_count)


@admin.register(Page)
class PageAdmin(Unchangeable):
    list_display = ["book", "number", "published", "created_at"]
    list_filter = ["book__library", ("scene__published", admin.EmptyFieldListFilter)]
    list_select_related = ["book", "scene"]
    search_fields = ["book__title"]

    @admin.display(boolean=True)
    def published(self, page: Page) -> bool:
        return page.scene.published_id is not None


@admin.register(Scene)
class SceneAdmin(Unchangeable):
    list_display = ["page", "draft_version", "draft_saved_at", "published"]
    list_filter = ["page__book__library"]
    list_select_related = ["page__book", "published__scene__page__book"]
    search_fields = ["page__book__title"]
    inlines = [RevisionInline]


@admin.register(SceneRevision)
class SceneRevisionAdmin(Unchangeable):
    list_display = ["scene", "number", "sha256", "published_by", "published_at"]
    list_filter = ["scene__page__book__library", "published_at"]
    list_select_related = ["scene__page__book", "published_by"]
    search_fields = ["scene__page__book__title", "sha256"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Asset)
class AssetAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = [
        "name",
        "library",
        "kind",
        "status",
        "why",
        "size",
        "author",
        "licence",
        "uploaded_by",
        "uploaded_at",
    ]
    list_filter = ["status", "library", "kind", "uploaded_at"]
    list_select_related = ["library", "uploaded_by"]
    search_fields = ["name", "sha256", "author"]
    # What it is called and whose it is may be mended; what it is may not.
    readonly_fields = ["library", "sha256", "kind", "media_type", "size", "uploaded_by", "uploaded_at"]
    readonly_fields += ["status", "step", "why", "deliveries", "due_at"]
    exclude = ["problem", "worker"]
    inlines = [RenditionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="refused because")
    def why(self, asset: Asset) -> str:
        refused = refusal_of(asset, get_language() or "id")
        return refused.message if refused else ""


@admin.register(Rendition)
class RenditionAdmin(Unchangeable):
    list_display = ["asset", "recipe", "media_type", "size", "file", "made_at"]
    list_filter = ["recipe", "media_type"]
    list_select_related = ["asset"]
    search_fields = ["asset__name", "sha256"]

    @admin.display(description="file")
    def file(self, rendition: Rendition) -> str:
        return format_html('<a href="{}">{}</a>', rendition.url, rendition.sha256[:12])
