"""Libraries, and the signed-in people in them. Children have no account and do not appear here."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A grown-up who signs in."""


class Library(models.Model):
    """An organisation that owns books, people and groups."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    city = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "libraries"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    ADMIN = "admin"
    EDUCATOR = "educator"
    CREATOR = "creator"


class Membership(models.Model):
    """One role of one person in one library; an admin may do what the other roles may."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["library", "user", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role}, {self.library})"
