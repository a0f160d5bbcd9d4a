from django.apps import AppConfig


class FollowConfig(AppConfig):
    name = "ikrar.follow"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Follow"
