from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "sanviec.apps.employers"
    label = "employers"
