"""The tables of groups, learners and the log."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("content", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GroupSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(help_text="what a child scans or types to join", max_length=6)),
                (
                    "epoch",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, help_text="of the log; a new one makes clients start over"
                    ),
                ),
                ("seq", models.PositiveBigIntegerField(default=0, help_text="position of the last event of the log")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "used_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="when somebody was last connected or joined, to a few minutes",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="content.book"
                    ),
                ),
                (
                    "educator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_groups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="people.library"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField()),
                ("source", models.CharField(help_text="learner's id, 'educator' or 'rule'", max_length=40)),
                (
                    "client_id",
                    models.CharField(help_text="the sender's own id of the event, for sending it again", max_length=40),
                ),
                ("kind", models.CharField(max_length=20)),
                ("payload", models.JSONField()),
                ("at", models.DateTimeField(help_text="when the server took it")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="live.groupsession"
                    ),
                ),
            ],
            options={
                "ordering": ["group", "seq"],
            },
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("order", models.PositiveSmallIntegerField(help_text="of joining, from 0; deals animal and colour")),
                ("animal", models.CharField(max_length=20)),
                ("colour", models.CharField(max_length=20)),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="learners", to="live.groupsession"
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
            },
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("code",), name="join_code_once_among_open_groups"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("group", "seq"), name="event_seq_gapless"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("group", "source", "client_id"), name="event_once_per_sender"),
        ),
        migrations.AddConstraint(
            model_name="learner",
            constraint=models.UniqueConstraint(fields=("group", "order"), name="learner_order_once_per_group"),
        ),
    ]
