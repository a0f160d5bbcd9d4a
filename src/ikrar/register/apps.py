from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "ikrar.register"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Register"
    of_the_office = True  # Each office of an installation has its own: office/routing.py.

    def ready(self) -> None:
        from ikrar.register import entry_details
        from ikrar.register.subjects import add_kind

        add_kind(entry_details.KIND)
