from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "sanviec.apps.exchanges"
    label = "exchanges"

    def ready(self) -> None:
        from sanviec.apps.jobseekers.hooks import on_merge

        from .services.merging import MergedEntries

        on_merge.register("exchanges", MergedEntries())
