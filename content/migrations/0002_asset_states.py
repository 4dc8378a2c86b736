from django.db import migrations, models

STATES = [("waiting", "Waiting"), ("working", "Working"), ("ready", "Ready"), ("refused", "Refused")]


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [
        # What is there was made while its upload was answered.
        migrations.AddField("asset", "status", models.CharField(choices=STATES, default="ready", max_length=10)),
        migrations.AlterField("asset", "status", models.CharField(choices=STATES, default="waiting", max_length=10)),
        migrations.AddField(
            "asset",
            "step",
            models.CharField(blank=True, help_text="what is done with it just now; of content.steps", max_length=20),
        ),
        migrations.AddField(
            "asset",
            "problem",
            models.JSONField(blank=True, help_text="why it was refused: code and values of a Problem", null=True),
        ),
        migrations.AddField(
            "asset",
            "deliveries",
            models.PositiveSmallIntegerField(default=0, help_text="how often a worker has begun with it"),
        ),
        migrations.AddField(
            "asset", "worker", models.CharField(blank=True, help_text="which worker has it", max_length=40)
        ),
        migrations.AddField(
            "asset",
            "due_at",
            models.DateTimeField(blank=True, help_text="when it is given out again, unless it is done", null=True),
        ),
        migrations.AlterField(
            "asset",
            "kind",
            models.CharField(choices=[("model", "Model"), ("image", "Image"), ("sound", "Sound")], max_length=10),
        ),
        migrations.AddIndex(
            "asset",
            models.Index(
                condition=models.Q(status__in=["waiting", "working"]), fields=["due_at"], name="asset_not_done"
            ),
        ),
    ]
