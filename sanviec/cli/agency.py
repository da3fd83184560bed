"""What the social-insurance agency has to tell, fetched by hand or by a timer."""

from __future__ import annotations

import click

from .django_setup import start_with_database
from .wording import say


@click.group()
def agency() -> None:
    """Trao đổi với cơ quan bảo hiểm xã hội."""


@agency.command()
def pull() -> None:
    """Lấy tin người có việc làm mới và kết quả chi trả kể từ lần trước.

    Ví dụ: sanviec agency pull
    """
    start_with_database()
    from django.utils import timezone

    from sanviec.apps.claims.services import pull_news
    from sanviec.apps.payments.services import pull_all_answers

    now = timezone.now()
    news, answers = pull_news(now=now), pull_all_answers(now=now)
    say(
        f"Tin việc làm mới và việc đã soạn: {news}. Kết quả chi trả mới: {answers}.",
        f"News of work and what was prepared: {news}. New answers on payments: {answers}.",
    )
