"""Group sessions, the learners in them, and the log of what happened. Only the log and `live.actions` write these."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from arlearn.people.models import Library
from content.models import Book


class GroupSession(models.Model):
    """One live activity of a group, led by an educator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    library = models.ForeignKey(Library, models.CASCADE, related_name="groups")
    educator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="led_groups")
    book = models.ForeignKey(Book, models.PROTECT, related_name="groups")
    code = models.CharField(max_length=6, help_text="what a child scans or types to join")
    epoch = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="of the log; a new one makes clients start over"
    )
    seq = models.PositiveBigIntegerField(default=0, help_text="position of the last event of the log")
    opened_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(
        default=timezone.now, help_text="when somebody was last connected or joined, to a few minutes"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at=None), name="join_code_once_among_open_groups"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.book})"


class Learner(models.Model):
    """One child in one group: an animal and a colour, no personal data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(GroupSession, models.CASCADE, related_name="learners")
    order = models.PositiveSmallIntegerField(help_text="of joining, from 0; deals animal and colour")
    animal = models.CharField(max_length=20)
    colour = models.CharField(max_length=20)
    token_sha256 = models.CharField(max_length=64, unique=True)
    card = models.PositiveSmallIntegerField(null=True, help_text="the answer card of a child without a device")
    joined_at = models.DateTimeField(default=timezone.now)
    came_at = models.DateTimeField(null=True, blank=True, help_text="when its device was first connected")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["group", "order"], name="learner_order_once_per_group")]

    def __str__(self) -> str:
        return f"{self.colour} {self.animal}"


class Event(models.Model):
    """One line of a group's log. Gapless in `seq`; a client's own event is there once, however often it was sent."""

    # The first constraint below is the index of groups, too.
    group = models.ForeignKey(GroupSession, models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    source = models.CharField(max_length=40, help_text="learner's id, 'educator' or 'rule'")
    client_id = models.CharField(max_length=40, help_text="the sender's own id of the event, for sending it again")
    kind = models.CharField(max_length=20)
    payload = models.JSONField()
    at = models.DateTimeField(help_text="when the server took it")

    class Meta:
        ordering = ["group", "seq"]
        # Small: of a group's events few are orders, and every join looks for the last one about the door.
        indexes = [models.Index(fields=["group", "seq"], condition=Q(kind="ordered"), name="event_orders")]
        constraints = [
            models.UniqueConstraint(fields=["group", "seq"], name="event_seq_gapless"),
            models.UniqueConstraint(fields=["group", "source", "client_id"], name="event_once_per_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}:{self.seq} {self.kind}"


class Handover(models.Model):
    """One leave to go on leading a group with another device: for its educator, once, within two minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(GroupSession, models.CASCADE, related_name="handovers")
    educator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handovers")
    code_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-expires_at"]

    def __str__(self) -> str:
        return f"{self.group_id} to {self.educator_id}"
