"""The report of unemployment insurance: numbers with their names, beside those of last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .enums import ClaimState, DecisionKind, GateReason, IntakeChannel
from .selectors.figures import FOLLOWED_MONTHS, Numbers, Period, gate_numbers, numbers_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RULES: dict[str, Any] = {
    "unlawful_resignation": gettext_lazy("Đơn phương chấm dứt hợp đồng trái pháp luật"),
    "pension": gettext_lazy("Hưởng hoặc đủ điều kiện hưởng lương hưu"),
    "window_paid_months": gettext_lazy("Chưa đủ tháng đóng trong khoảng xét"),
    "insured_at_separation": gettext_lazy("Không đang đóng khi nghỉ việc"),
    "filed_late": gettext_lazy("Nộp quá hạn"),
    "withdrawn": gettext_lazy("Không có nhu cầu hưởng"),
    "waiting_new_job": gettext_lazy("Có việc làm trong thời gian chờ"),
    "waiting_military": gettext_lazy("Thực hiện nghĩa vụ quân sự, công an trong thời gian chờ"),
    "waiting_study": gettext_lazy("Đi học dài hạn trong thời gian chờ"),
    "waiting_detained": gettext_lazy("Bị tạm giam, phạt tù trong thời gian chờ"),
    "waiting_compulsory_measure": gettext_lazy("Vào cơ sở bắt buộc trong thời gian chờ"),
    "waiting_settled_abroad": gettext_lazy("Ra nước ngoài định cư trong thời gian chờ"),
    "waiting_works_abroad": gettext_lazy("Đi làm việc ở nước ngoài trong thời gian chờ"),
    "waiting_death": gettext_lazy("Chết trong thời gian chờ"),
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line: a number, that of the same days a year before, and by how much it grew.

    Args:
        unit: what is counted; turns ("hồ sơ", "quyết định") and persons ("người") are never added.
        value: None when nothing was there to measure.
    """

    code: str
    title: str
    unit: str
    value: float | None
    before: float | None

    @property
    def growth(self) -> float | None:
        """In percent of last year; None where last year had nothing."""
        if self.unit == "%" or not self.before or self.value is None:
            return None
        return round((self.value - self.before) / self.before * 100, 1)


@dataclass(frozen=True, slots=True)
class ReportSection:
    title: str
    rows: list[ReportRow]


@dataclass(frozen=True, slots=True)
class ClaimsReport:
    """A period's numbers by section."""

    period: Period
    sections: list[ReportSection]

    def value(self, code: str) -> float | None:
        """One number by its code."""
        rows = (row for section in self.sections for row in section.rows)
        return next((row.value for row in rows if row.code == code), None)


def claims_report(period: Period) -> ClaimsReport:
    """The report of a period beside the same days of the year before.

    Cost: twice the queries of ``numbers_of``.
    """
    now, before = numbers_of(period), numbers_of(period.year_before())
    return ClaimsReport(period, list(_sections(_Pair(now, before))))


def gate_report(period: Period) -> list[ReportRow]:
    """Only what was done for people before their decisions to pay; a claim's gate as a figure.

    Cost: two queries.
    """
    pair = _Pair(gate_numbers(period), gate_numbers(period.year_before()))
    return list(_gate_rows(pair))


@dataclass(frozen=True, slots=True)
class _Pair:
    now: Numbers
    before: Numbers

    def row(self, code: str, title: Any, unit: Any) -> ReportRow:
        return ReportRow(
            code, str(title), str(unit), self.now.get(code, 0), self.before.get(code, 0)
        )

    def measured(self, code: str, title: Any, unit: Any) -> ReportRow:
        """A number that is not there when there was nothing to measure."""
        return ReportRow(code, str(title), str(unit), self.now.get(code), self.before.get(code))

    def share(self, code: str, title: Any, part: str, whole: str) -> ReportRow:
        return ReportRow(
            code,
            str(title),
            "%",
            _percent(self.now, part, whole),
            _percent(self.before, part, whole),
        )

    def present(self, code: str, title: Any, unit: Any) -> ReportRow:
        """What is so today; last year's today is not known."""
        return ReportRow(code, str(title), str(unit), self.now.get(code, 0), None)


def _percent(numbers: Numbers, part: str, whole: str) -> float | None:
    if not numbers.get(whole):
        return None
    return round(numbers.get(part, 0) / numbers[whole] * 100, 1)


def _sections(pair: _Pair) -> Iterator[ReportSection]:
    yield ReportSection(_("Hồ sơ nộp trong kỳ"), list(_filed_rows(pair)))
    yield ReportSection(_("Quyết định ký trong kỳ"), list(_decided_rows(pair)))
    yield ReportSection(_("Lý do không hưởng"), list(_reason_rows(pair)))
    yield ReportSection(_("Thời gian giải quyết"), list(_time_rows(pair)))
    yield ReportSection(_("Thông báo tìm kiếm việc làm"), list(_notice_rows(pair)))
    yield ReportSection(_("Tư vấn, giới thiệu trước quyết định hưởng"), list(_gate_rows(pair)))
    yield ReportSection(_("Có việc làm sau quyết định hưởng"), list(_work_rows(pair)))


def _filed_rows(pair: _Pair) -> Iterator[ReportRow]:
    yield pair.row("filed", _("Hồ sơ đã nộp"), _("hồ sơ"))
    yield pair.row("filed_persons", _("Người đã nộp hồ sơ"), _("người"))
    for channel in IntakeChannel:
        yield pair.row(f"channel.{channel}", channel.label, _("hồ sơ"))
    for state in ClaimState:
        if state != ClaimState.DRAFT:
            title = _("Nay: %(state)s") % {"state": state.label}
            yield pair.present(f"state.{state}", title, _("hồ sơ"))


def _decided_rows(pair: _Pair) -> Iterator[ReportRow]:
    for kind in DecisionKind:
        yield pair.row(f"decision.{kind}", kind.label, _("quyết định"))
    yield pair.row("granted_persons", _("Người có quyết định hưởng"), _("người"))
    yield pair.row("granted_vnd", _("Tổng mức hưởng theo quyết định"), _("đồng"))


def _reason_rows(pair: _Pair) -> Iterator[ReportRow]:
    codes = {code for code in (*pair.now, *pair.before) if code.startswith("refused.")}
    for code in sorted(codes):
        rule = code.partition(".")[2]
        yield pair.row(code, RULES.get(rule, rule), _("quyết định"))


def _time_rows(pair: _Pair) -> Iterator[ReportRow]:
    yield pair.row("days.count", _("Quyết định được tính thời gian"), _("quyết định"))
    yield pair.measured("days.median", _("Từ đủ hồ sơ đến ký, trung vị"), _("ngày"))
    yield pair.measured("days.p90", _("Từ đủ hồ sơ đến ký, 90 % không quá"), _("ngày"))
    yield pair.row("late.decided", _("Ký quá hạn"), _("quyết định"))
    yield pair.present("late.open", _("Nay: đang quá hạn"), _("hồ sơ"))


def _notice_rows(pair: _Pair) -> Iterator[ReportRow]:
    yield pair.row("notice.in_time", _("Thông báo đúng hạn"), _("tháng hưởng"))
    yield pair.row("notice.late", _("Thông báo muộn"), _("tháng hưởng"))
    yield pair.row("notice.missing", _("Không thông báo"), _("tháng hưởng"))
    yield pair.row("notice.exempt", _("Được miễn thông báo"), _("tháng hưởng"))


def _gate_rows(pair: _Pair) -> Iterator[ReportRow]:
    yield pair.row("gate.granted", _("Quyết định hưởng"), _("quyết định"))
    yield pair.row("gate.helped", _("Đã tư vấn và giới thiệu việc làm"), _("quyết định"))
    title = _("Tỷ lệ đã tư vấn và giới thiệu việc làm")
    yield pair.share("gate.share", title, "gate.helped", "gate.granted")
    for reason in GateReason:
        title = _("Ngoại lệ: %(reason)s") % {"reason": reason.label}
        yield pair.row(f"gate.{reason}", title, _("quyết định"))


def _work_rows(pair: _Pair) -> Iterator[ReportRow]:
    for months in FOLLOWED_MONTHS:
        named = {"months": months}
        followed, found = f"followed.{months}", f"at_work.{months}"
        yield pair.row(followed, _("Theo dõi đủ %(months)s tháng") % named, _("quyết định"))
        yield pair.row(found, _("Có việc trong %(months)s tháng") % named, _("quyết định"))
        title = _("Tỷ lệ có việc trong %(months)s tháng") % named
        yield pair.share(f"at_work_share.{months}", title, found, followed)


def write_report(report: ClaimsReport, centre_name: str) -> bytes:
    """The report as a workbook; text that looks like a formula stays text."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True, "text_wrap": True})
    number = book.add_format({"num_format": "#,##0.##"})
    sheet = book.add_worksheet(_("Báo cáo"))
    sheet.set_column(0, 0, 62)
    sheet.set_column(1, 4, 18)
    sheet.write_string(0, 0, centre_name, bold)
    days = {"first": f"{report.period.first:%d/%m/%Y}", "last": f"{report.period.last:%d/%m/%Y}"}
    sheet.write_string(1, 0, _("Bảo hiểm thất nghiệp, từ %(first)s đến %(last)s") % days)
    line = 3
    for section in report.sections:
        _write_section(sheet, line, section, bold, number)
        line += len(section.rows) + 2
    book.close()
    return out.getvalue()


def _write_section(sheet: Any, line: int, section: ReportSection, bold: Any, number: Any) -> None:
    heads = (section.title, _("Đơn vị"), _("Trong kỳ"), _("Cùng kỳ năm trước"), _("Tăng (%)"))
    for column, head in enumerate(heads):
        sheet.write_string(line, column, head, bold)
    for offset, row in enumerate(section.rows, start=1):
        sheet.write_string(line + offset, 0, row.title)
        sheet.write_string(line + offset, 1, row.unit)
        for column, value in enumerate((row.value, row.before, row.growth), start=2):
            if value is not None:
                sheet.write_number(line + offset, column, value, number)
