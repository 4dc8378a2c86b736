"""Lesson plans in Django's admin site: to look at, and to remove those that nobody misses. They are written in the
panel, where their steps are held to the book."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from arlearn.plans.models import LessonPlan


@admin.register(LessonPlan)
class LessonPlanAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    list_display = ["title", "book", "library", "owner", "shared", "step_count", "changed_at"]
    list_filter = ["library", "shared"]
    list_select_related = ["book", "library", "owner"]
    search_fields = ["title", "book__title", "owner__username"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="steps")
    def step_count(self, plan: LessonPlan) -> int:
        return len(plan.steps)
