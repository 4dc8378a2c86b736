"""Markers in Django's admin site: what was printed is only looked at; what it opens may be changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language

from content.models import Page
from markers import actions, queries
from markers.models import Marker
from markers.problems import MARKERS_TOO_ALIKE


class MarkerForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    class Meta:
        model = Marker
        fields = ["page"]

    def clean_page(self) -> Page | None:
        page: Page | None = self.cleaned_data["page"]
        if page is not None and queries.is_too_alike(self.instance, page):
            raise ValidationError(MARKERS_TOO_ALIKE().message(get_language() or "id"))
        return page


@admin.register(Marker)
class MarkerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    form = MarkerForm
    fields = ["code", "family", "number", "assigned_at", "page"]
    readonly_fields = ["code", "family", "number", "assigned_at"]
    list_display = ["code", "page", "family", "number", "assigned_at"]
    list_filter = ["page__book"]
    list_select_related = ["page__book"]
    search_fields = ["code", "page__book__title"]
    ordering = ["page__book__title", "page__number"]

    def save_model(self, request: HttpRequest, obj: Marker, form: Any, change: bool) -> None:
        actions.point_at(obj, obj.page)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Marker | None = None) -> bool:
        return False
