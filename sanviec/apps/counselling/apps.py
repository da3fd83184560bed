from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "sanviec.apps.counselling"
    label = "counselling"

    def ready(self) -> None:
        from sanviec.apps.jobseekers.hooks import on_merge

        from .services import MergedCounselling

        on_merge.register("counselling", MergedCounselling())
