"""The Django application behind the office's tables."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from hetang.office.tables.checks import unsafe_settings


class OfficeTables(AppConfig):
    name = "hetang.office.tables"
    label = "office"
    verbose_name = "Hetang"

    def ready(self) -> None:
        register(unsafe_settings, Tags.database)
