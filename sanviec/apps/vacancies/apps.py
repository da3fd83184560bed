from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    name = "sanviec.apps.vacancies"
    label = "vacancies"
