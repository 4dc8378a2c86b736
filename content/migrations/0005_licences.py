"""The licences without derivatives and of version 3.0."""

from django.db import migrations, models

CODES = [
    "own-work",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-3.0",
    "CC-BY-SA-3.0",
    "CC-BY-NC-3.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-ND-3.0",
    "CC-BY-NC-ND-3.0",
    "public-domain",
]


class Migration(migrations.Migration):
    dependencies = [("content", "0004_draft_saved_by")]

    operations = [
        migrations.AlterField(
            model_name="asset",
            name="licence",
            field=models.CharField(blank=True, choices=[(code, code) for code in CODES], max_length=60),
        ),
    ]
