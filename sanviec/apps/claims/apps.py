from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "sanviec.apps.claims"
    label = "claims"

    def ready(self) -> None:
        from sanviec.apps.jobseekers.hooks import on_merge

        from .services.merging import MergedClaims

        on_merge.register("claims", MergedClaims())
