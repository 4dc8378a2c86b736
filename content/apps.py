"""Django's name for this app."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
