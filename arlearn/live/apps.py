"""Django's name for this app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "arlearn.live"
    label = "live"
