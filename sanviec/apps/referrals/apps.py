from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "sanviec.apps.referrals"
    label = "referrals"

    def ready(self) -> None:
        from sanviec.apps.jobseekers.hooks import on_merge

        from .services import MergedReferrals

        on_merge.register("referrals", MergedReferrals())
