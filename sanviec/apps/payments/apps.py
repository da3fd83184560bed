from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "sanviec.apps.payments"
    label = "payments"

    def ready(self) -> None:
        from sanviec.apps.claims.hooks import on_corrected, on_hand_over

        from . import tasks  # registers the named background work
        from .services.correcting import follow_correction
        from .services.moving import withdraw_unsent_rows

        assert tasks

        on_hand_over.register("payments", withdraw_unsent_rows)
        on_corrected.register("payments", follow_correction)
