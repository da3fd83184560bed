from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "sanviec.apps.platform"
    label = "platform"

    def ready(self) -> None:
        from . import tasks  # registers the named background work

        assert tasks
