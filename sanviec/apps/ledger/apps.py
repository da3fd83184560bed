from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "sanviec.apps.ledger"
    label = "ledger"

    def ready(self) -> None:
        from .registrations import listen

        listen()
