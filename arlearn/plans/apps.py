"""Django's name for this app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "arlearn.plans"
    label = "plans"
