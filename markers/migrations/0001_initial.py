"""The table of printed codes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("content", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Marker",
            fields=[
                (
                    "code",
                    models.CharField(help_text="in the QR's address", max_length=8, primary_key=True, serialize=False),
                ),
                ("family", models.CharField(default="ring13", max_length=10)),
                ("number", models.PositiveIntegerField(help_text="which code word of the family its ring shows")),
                ("assigned_at", models.DateTimeField(auto_now_add=True)),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="markers",
                        to="content.page",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("family", "number"), name="code_word_never_reused")],
            },
        ),
    ]
