"""The tables of books, scenes and assets."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Asset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("kind", models.CharField(choices=[("model", "Model"), ("image", "Image")], max_length=10)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="bytes")),
                ("name", models.CharField(max_length=200)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("licence", models.CharField(blank=True, max_length=60)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="assets", to="people.library"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Book",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("creators", models.CharField(blank=True, max_length=300)),
                (
                    "isbn",
                    models.CharField(
                        blank=True, help_text="13 digits without hyphens", max_length=13, verbose_name="ISBN"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("A", "A · pembaca dini"),
                            ("B1", "B1 · pembaca awal"),
                            ("B2", "B2 · pembaca awal"),
                            ("B3", "B3 · pembaca awal"),
                            ("C", "C · pembaca semenjana"),
                            ("D", "D · pembaca madya"),
                            ("E", "E · pembaca mahir"),
                        ],
                        max_length=2,
                    ),
                ),
                ("languages", models.JSONField(default=list, help_text="BCP 47 tags, the book's first language first")),
                ("licence", models.CharField(blank=True, max_length=60)),
                ("emblem", models.CharField(default="book", help_text="line drawing on printed sheets", max_length=20)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="content.asset",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="books", to="people.library"
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(help_text="the number printed on the page")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="content.book"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipe", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField(help_text="bytes")),
                (
                    "report",
                    models.JSONField(default=dict, help_text="what the recipe found: triangles, animations, bounds"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="content.asset"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Scene",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft", models.JSONField(default=dict, help_text="a scene document, perhaps unfinished")),
                (
                    "draft_version",
                    models.PositiveIntegerField(default=0, help_text="counts saves; a save names the one it builds on"),
                ),
                ("draft_saved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scene", to="content.page"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SceneRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("sha256", models.CharField(help_text="of the canonical JSON of the document", max_length=64)),
                ("document", models.JSONField()),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "scene",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="content.scene"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="scene",
            name="published",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="content.scenerevision",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.UniqueConstraint(fields=("library", "sha256"), name="asset_once_per_library"),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.UniqueConstraint(fields=("book", "number"), name="page_number_once_per_book"),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.UniqueConstraint(fields=("asset", "recipe"), name="rendition_once_per_recipe"),
        ),
        migrations.AddConstraint(
            model_name="scenerevision",
            constraint=models.UniqueConstraint(fields=("scene", "number"), name="revision_number_once_per_scene"),
        ),
    ]
