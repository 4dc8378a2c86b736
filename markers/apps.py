"""Django's name for this app."""

from django.apps import AppConfig


class MarkersConfig(AppConfig):
    name = "markers"
