from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "ikrar.office"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Offices"
