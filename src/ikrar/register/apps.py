from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "ikrar.register"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Register"
    of_the_office = True  # Each office of an installation has its own: office/routing.py.

    def ready(self) -> None:
        from django.core.exceptions import ImproperlyConfigured

        from ikrar.ontology.stages import BadStages
        from ikrar.register import entry_details, files
        from ikrar.register.subjects import add_kind
        from ikrar.register.validity import office_stages

        add_kind(entry_details.KIND)
        add_kind(files.KIND)
        try:
            office_stages()
        except BadStages as e:
            raise ImproperlyConfigured(f"IKRAR_STAGES: {e}") from e
