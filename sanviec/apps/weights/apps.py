from django.apps import AppConfig


class WeightsConfig(AppConfig):
    name = "sanviec.apps.weights"
    label = "weights"
