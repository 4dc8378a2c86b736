"""Groups, learners and their logs in Django's admin site: to look at. A group is changed by its actions alone."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from arlearn.live.models import Event, GroupSession, Handover, Learner


class ReadOnly:
    """Nothing is added, changed or deleted here: a log with a hole is no log."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LearnerInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs only
    model = Learner
    fields = ("order", "animal", "colour", "joined_at")
    readonly_fields = ("joined_at",)


@admin.register(GroupSession)
class GroupSessionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["code", "book", "library", "educator", "opened_at", "ended_at"]
    list_filter = ["library", "ended_at"]
    list_select_related = ["book", "library", "educator"]
    search_fields = ["code", "book__title"]
    date_hierarchy = "opened_at"
    inlines = [LearnerInline]


@admin.register(Learner)
class LearnerAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["group", "order", "animal", "colour", "joined_at"]
    list_select_related = ["group", "group__book"]
    fields = ("group", "order", "animal", "colour", "joined_at")
    readonly_fields = ("joined_at",)


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["group", "seq", "kind", "source", "at", "payload"]
    list_filter = ["kind"]
    list_select_related = ["group", "group__book"]
    search_fields = ["group__code", "source"]


@admin.register(Handover)
class HandoverAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["group", "educator", "expires_at", "used_at"]
    list_select_related = ["group", "group__book", "educator"]
    fields = ("group", "educator", "expires_at", "used_at")
