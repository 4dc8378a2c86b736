"""Lesson plans: what an educator prepares before there is a group. Only `plans.actions` writes these."""

import uuid

from django.conf import settings
from django.db import models

from arlearn.people.models import Library
from content.models import Book


class LessonPlan(models.Model):
    """Pages of one book in an order, with the tasks to do there, minutes and notes for the educator.

    Steps are kept as they were written, also when their page or a task is no more: what becomes of them is found out
    when they are read (`plans.steps`). Whoever has made plans is closed as an account, not deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    library = models.ForeignKey(Library, models.CASCADE, related_name="plans")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="plans")
    book = models.ForeignKey(Book, models.RESTRICT, related_name="plans")
    title = models.CharField(max_length=120)
    shared = models.BooleanField(default=False, help_text="whether the library's other educators see it")
    steps = models.JSONField(default=list, help_text="page, tasks, minutes and note of each, in order")
    version = models.PositiveIntegerField(default=1, help_text="counts saves; a save names the one it builds on")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["library", "-changed_at"], name="plans_of_a_library")]

    def __str__(self) -> str:
        return f"{self.title} ({self.book})"
