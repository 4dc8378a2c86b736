"""Whose an asset is and under which licence, and of which book a book is a copy."""

from django.db import migrations, models

CODES = [
    "own-work",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "public-domain",
]


class Migration(migrations.Migration):
    dependencies = [("content", "0002_asset_states")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="source",
            field=models.CharField(
                blank=True, default="", help_text="where it was found, an address for instance", max_length=500
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="asset",
            name="notice",
            field=models.CharField(
                blank=True, default="", help_text="the copyright that the file itself claims", max_length=500
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="asset",
            name="licence",
            field=models.CharField(blank=True, choices=[(code, code) for code in CODES], max_length=60),
        ),
        migrations.AddField(
            model_name="book",
            name="origin",
            field=models.UUIDField(
                editable=False,
                help_text="id of the book that this is a copy of, perhaps on another server",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="book",
            constraint=models.UniqueConstraint(fields=["library", "origin"], name="book_copied_once_per_library"),
        ),
    ]
