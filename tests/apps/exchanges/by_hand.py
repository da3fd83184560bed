"""Each counter of a session once more, written by hand in SQL."""

from __future__ import annotations

from typing import Any

from django.db import connection

from sanviec.apps.exchanges.models import ExchangeSession, Participant

_PEOPLE = "SELECT COUNT(*) FROM exchanges_participant p WHERE p.session_id = {s} AND p.{c} AND "
_TALKS = (
    "FROM exchanges_interview i JOIN exchanges_participant p ON p.id = i.participant_id "
    "WHERE i.session_id = {s} AND p.{c} AND "
)
_STANDS = "SELECT COUNT(*) FROM exchanges_stand p WHERE p.session_id = {s} AND p.{c} AND "
_OFFERS = (
    "FROM exchanges_standvacancy o JOIN exchanges_stand p ON p.id = o.stand_id "
    "WHERE p.session_id = {s} AND p.{c} AND p.state IN ('arrived', 'left')"
)
_CAME = "p.state IN ('registered', 'attended', 'absent')"
# Each counter once more, by hand; {c} narrows to a centre, or to nothing.
BY_HAND = {
    "employers": _STANDS + "p.kind = 'employer' AND p.state IN ('arrived', 'left')",
    "schools": _STANDS
    + "p.kind IN ('school', 'training_centre') AND p.state IN ('arrived', 'left')",
    "other_exhibitors": _STANDS + "p.kind = 'other' AND p.state IN ('arrived', 'left')",
    "absent_exhibitors": _STANDS + "p.state = 'absent'",
    "vacancies": "SELECT COUNT(DISTINCT o.vacancy_id) " + _OFFERS,
    "openings": "SELECT COALESCE(SUM(o.openings), 0) " + _OFFERS,
    "openings_own": (
        f"SELECT COALESCE(SUM(o.openings), 0) {_OFFERS} AND interviewed_by = 'employer'"
    ),
    "openings_authorised": (
        f"SELECT COALESCE(SUM(o.openings), 0) {_OFFERS} AND interviewed_by = 'centre'"
    ),
    "registered": _PEOPLE + f"{_CAME} AND p.origin <> 'walk_in'",
    "registered_self": _PEOPLE + f"{_CAME} AND p.origin = 'self'",
    "registered_desk": _PEOPLE + f"{_CAME} AND p.origin = 'desk'",
    "registered_commune": _PEOPLE + f"{_CAME} AND p.origin = 'commune'",
    "registered_partner": _PEOPLE + f"{_CAME} AND p.origin = 'partner'",
    "walk_ins": _PEOPLE + f"{_CAME} AND p.origin = 'walk_in'",
    "attended": _PEOPLE + "p.state = 'attended'",
    "visits": (
        "SELECT COUNT(*) FROM exchanges_scan x JOIN exchanges_participant p "
        "ON p.id = x.participant_id WHERE x.session_id = {s} AND p.{c} "
        "AND x.kind = 'in' AND x.outcome = 'accepted'"
    ),
    "attended_women": (
        "SELECT COUNT(*) FROM exchanges_participant p LEFT JOIN jobseekers_jobseeker j "
        "ON j.id = p.jobseeker_id WHERE p.session_id = {s} AND p.{c} "
        "AND p.state = 'attended' AND COALESCE(j.sex, p.card_sex) = 'female'"
    ),
    "attended_priority": _PEOPLE + "p.state = 'attended' AND p.is_priority",
    "advised": (
        "SELECT COALESCE(SUM(p.visits), 0) FROM ledger_serviceline p "
        "WHERE p.kind = 'counselling' AND p.{c} AND p.delivered_on = (SELECT z.held_on FROM "
        "exchanges_exchangesession z WHERE z.id = {s}) AND p.person_id IN "
        "(SELECT q.jobseeker_id FROM exchanges_participant q WHERE q.session_id = {s} "
        "AND q.state = 'attended')"
    ),
    "interviews_planned": (
        f"SELECT COUNT(*) {_TALKS} i.origin = 'planned' AND i.state <> 'cancelled'"
    ),
    "interviews_held": f"SELECT COUNT(*) {_TALKS} i.state = 'held'",
    "interviews_walk_up": f"SELECT COUNT(*) {_TALKS} i.state = 'held' AND i.origin = 'walk_up'",
    "interviews_online": (
        f"SELECT COUNT(*) {_TALKS} i.state = 'held' AND (i.session_id IN "
        "(SELECT z.id FROM exchanges_exchangesession z WHERE z.kind = 'online') OR i.session_id IN "
        "(SELECT z.id FROM exchanges_exchangesession z WHERE z.kind = 'hybrid') "
        "AND i.person_entered_at IS NOT NULL AND i.firm_entered_at IS NOT NULL)"
    ),
    "no_shows": f"SELECT COUNT(*) {_TALKS} i.state = 'no_show'",
    "interviewed": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.state = 'held'",
    "passed": (
        f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} "
        "i.result IN ('passed', 'invited_later', 'hired')"
    ),
    "invited_later": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'invited_later'",
    "hired": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'hired'",
    "hires": f"SELECT COUNT(*) {_TALKS} i.result = 'hired'",
    "not_suitable": f"SELECT COUNT(*) {_TALKS} i.result = 'not_suitable'",
    "introductions": (
        f"SELECT COUNT(DISTINCT i.referral_id) {_TALKS} i.referral_id IS NOT NULL "
        "AND i.state = 'held'"
    ),
    "placed": (
        f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'hired' AND i.referral_id IN "
        "(SELECT r.id FROM referrals_referral r WHERE r.start_confirmed_at IS NOT NULL)"
    ),
}


def by_hand(code: str, session: ExchangeSession, centre: Any = None) -> int:
    """The count of the database itself."""
    field = Participant._meta.pk
    plain = f"'{field.get_db_prep_value(session.pk, connection)}'"
    mine = f"centre_id = '{field.get_db_prep_value(centre.pk, connection)}'" if centre else ""
    text = BY_HAND[code].replace("{s}", plain).replace("p.{c}", f"p.{mine}" if mine else "1 = 1")
    with connection.cursor() as cursor:
        cursor.execute(text)
        return int(cursor.fetchone()[0])
