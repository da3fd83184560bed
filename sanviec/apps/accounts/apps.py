from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sanviec.apps.accounts"
    label = "accounts"
