"""A decision document as a page, in the layout of Decree 30/2020, and as an archivable PDF."""

from __future__ import annotations

from datetime import datetime
from html import escape

import segno

from sanviec.apps.platform.pdf import draw_pdf

from .codes import shown_code
from .wording import Clause, Wording

# Stands readable in the file, so that a changed copy can be told from a stranger's file.
MARK = "SANVIEC-QD-"
STYLE = """
@page { size: A4; margin: 20mm 18mm 20mm 30mm;
        @top-center { content: counter(page); font-size: 11.5pt; } }
@page :first { @top-center { content: none; } }
body { font-family: "Times New Roman", "Liberation Serif", "DejaVu Serif Condensed",
       "DejaVu Serif", serif; font-size: 11.5pt; line-height: 1.25; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { vertical-align: top; padding: 0; }
.head td, .foot td { text-align: center; width: 56%; } .head p { margin: 0; font-size: 11pt; }
.head td:first-child, .foot td:first-child { width: 44%; }
.b { font-weight: bold; } .i { font-style: italic; } .up { text-transform: uppercase; }
.small { font-size: 10.5pt; } .line { border-bottom: .6pt solid #000; width: 32mm;
  margin: 1pt auto 4pt !important; height: 0; }
h1 { font-size: 14pt; text-align: center; margin: 10pt 0 0; }
.about { text-align: center; font-weight: bold; margin: 0 0 2pt; }
.who { text-align: center; font-weight: bold; text-transform: uppercase; margin: 10pt 0 6pt; }
.ground, .clause { text-align: justify; text-indent: 10mm; margin: 0 0 4pt; }
.ground { font-style: italic; } .decides { text-align: center; font-weight: bold; margin: 8pt 0; }
.facts { margin: 0 0 6pt 10mm; width: 95%; } .facts td { padding: 1pt 0; }
.facts td:first-child { width: 66mm; } .point { margin: 0 0 4pt 10mm; text-align: justify; }
.foot { margin-top: 10pt; break-inside: avoid; } .foot td:first-child { text-align: left; }
.foot p { margin: 0; } .foot svg { width: 25mm; height: 25mm; }
.check { margin: 4pt 0 0; } .check td { text-align: left !important; vertical-align: middle; }
.check td:first-child { width: 27mm; }
.sign { margin: 8pt 4mm 10pt !important; border: .6pt solid #555; padding: 3pt; font-size: 9.5pt; }
.code { font-size: 9.5pt; overflow-wrap: anywhere; }
.more { break-before: page; } h2 { font-size: 13pt; text-align: center; margin: 0 0 8pt; }
.more p { margin: 0 0 5pt; text-align: justify; }
"""


def draw_document(wording: Wording, *, signed_at: datetime) -> bytes:
    """The document before it is signed; the same wording gives the same bytes.

    Args:
        wording: what it says.
        signed_at: when the decision was signed: the file says that it was written then.
    """
    return draw_pdf(
        page_of(wording, signed_at),
        identifier=f"{MARK}{wording.code}".encode(),
        stylesheet=STYLE,
        is_archived=True,
    )


def page_of(wording: Wording, signed_at: datetime) -> str:
    """The page that is drawn; every word in it is escaped."""
    made = signed_at.isoformat()
    title = escape(f"Quyết định số {wording.number} về việc {wording.about}")
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{escape(wording.centre)}">'
        f'<meta name="dcterms.created" content="{made}">'
        f'<meta name="dcterms.modified" content="{made}"></head><body>'
        f"{_head(wording)}{_body(wording)}{_foot(wording)}{_appendix(wording)}</body></html>"
    )


def _head(wording: Wording) -> str:
    return (
        '<table class="head"><tr><td>'
        f'<p class="up">{escape(wording.authority)}</p>'
        f'<p class="up b">{escape(wording.centre)}</p><p class="line"></p>'
        f"<p>Số: {escape(wording.number)}</p></td><td>"
        '<p class="b">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>'
        '<p class="b">Độc lập - Tự do - Hạnh phúc</p><p class="line"></p>'
        f'<p class="i">{escape(wording.place)}, {escape(wording.signed_on)}</p></td></tr></table>'
        f'<h1>QUYẾT ĐỊNH</h1><p class="about">Về việc {escape(wording.about)}</p>'
        f'<p class="who">Giám đốc {escape(wording.centre)}</p>'
    )


def _body(wording: Wording) -> str:
    grounds = "".join(
        f'<p class="ground">Căn cứ {escape(ground)};</p>' for ground in wording.grounds
    )
    clauses = "".join(_clause(n, clause) for n, clause in enumerate(wording.clauses, 1))
    return (
        f'{grounds}<p class="ground">Xét hồ sơ và đề nghị của bộ phận bảo hiểm thất nghiệp.</p>'
        f'<p class="decides">QUYẾT ĐỊNH:</p>{clauses}'
    )


def _clause(number: int, clause: Clause) -> str:
    facts = "".join(
        f"<tr><td>{escape(name)}:</td><td>{escape(value)}</td></tr>" for name, value in clause.facts
    )
    points = "".join(f'<p class="point">– {escape(point)}</p>' for point in clause.points)
    return (
        f'<p class="clause"><span class="b">Điều {number}.</span> {escape(clause.text)}</p>'
        + (f'<table class="facts">{facts}</table>' if facts else "")
        + points
    )


def _foot(wording: Wording) -> str:
    copies = ';</p><p class="small">- '.join(map(escape, wording.copies))
    title = "<br>".join(escape(line) for line in wording.signer_title.split("\n"))
    return (
        '<table class="foot"><tr><td>'
        f'<p class="small b i">Nơi nhận:</p><p class="small">- {copies}.</p>'
        f'<table class="check"><tr><td>{_qr(wording.link)}</td><td class="code">Mã kiểm tra:<br>'
        f"{shown_code(wording.code)}<br>{escape(wording.link)}</td></tr></table>"
        f'</td><td><p class="b">{title}</p>'
        f'<p class="sign">Đã ký số<br>Người ký: {escape(wording.signer)}<br>'
        f"Cơ quan: {escape(wording.centre)}<br>Thời gian ký: {escape(wording.signed_at)}</p>"
        f'<p class="b">{escape(wording.signer)}</p></td></tr></table>'
    )


def _qr(link: str) -> str:
    """Medium redundancy reads well from a copy of a copy."""
    picture: str = segno.make(link, error="m", micro=False).svg_inline(border=2, omitsize=True)
    return picture


def _appendix(wording: Wording) -> str:
    if not wording.steps:
        return ""
    # Plain paragraphs: a reader of the file finds each number beside its step.
    steps = "".join(f"<p>{n}. {escape(step)}</p>" for n, step in enumerate(wording.steps, 1))
    doubts = escape("; ".join(wording.doubts))
    said = f"Quy định tạm dùng, chưa đối chiếu được nguyên văn: {doubts}."
    note = f'<p class="small i">{said}</p>' if doubts else ""
    return (
        '<div class="more"><h2>PHỤ LỤC: CÁCH TÍNH THEO TỪNG ĐIỀU LUẬT</h2>'
        f'<p class="small i">Kèm theo Quyết định số {escape(wording.number)}</p>'
        f"{steps}{note}</div>"
    )
