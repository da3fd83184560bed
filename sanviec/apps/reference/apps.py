from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "sanviec.apps.reference"
    label = "reference"
