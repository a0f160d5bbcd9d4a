from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "ikrar.work"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Work"
