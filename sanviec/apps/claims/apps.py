from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "sanviec.apps.claims"
    label = "claims"

    def ready(self) -> None:
        from sanviec.apps.jobseekers.hooks import on_merge

        from . import tasks  # registers the named background work
        from .services.merging import MergedClaims

        assert tasks

        on_merge.register("claims", MergedClaims())
