from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "ikrar.reminders"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Reminders"
