from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sanviec.apps.imports"
    label = "imports"

    def ready(self) -> None:
        from . import tasks  # registers the named background work

        assert tasks
