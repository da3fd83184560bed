from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "sanviec.apps.payments"
    label = "payments"

    def ready(self) -> None:
        from . import tasks  # registers the named background work

        assert tasks
