from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "sanviec.apps.referrals"
    label = "referrals"
