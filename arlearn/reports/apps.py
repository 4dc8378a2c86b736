"""Django's name for this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "arlearn.reports"
    label = "reports"
