"""Printed codes. A row is never deleted and its code never given again: paper outlives databases."""

from django.db import models

from content.models import Page


class Marker(models.Model):
    """A printed code; what it points at may change, what is printed may not."""

    code = models.CharField(max_length=8, primary_key=True, help_text="in the QR's address")
    family = models.CharField(max_length=10, default="ring13")
    number = models.PositiveIntegerField(help_text="which code word of the family its ring shows")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="markers")
    assigned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "number"], name="code_word_never_reused")]

    def __str__(self) -> str:
        return self.code
