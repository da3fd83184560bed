"""Jobseekers against advertisements: do trade, province and wage of the ten best agree?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from sanviec.kernel.text import fold

from .asking import Question
from .questions import HALVES
from .texts import Row

_NOT_A_WORD = re.compile(r"[^a-z0-9+#]+")
# Words of a title that say that it is of a wished industry; the industries with most jobseekers.
_TITLES = {
    "viec lam ban hang": "ban hang|sale|sales|cua hang|thu ngan|showroom",
    "ke toan - kiem toan": "ke toan|kiem toan|accountant|audit|accounting|thue",
    "hanh chinh - van phong": "hanh chinh|van phong|thu ky|tro ly|le tan|admin|assistant",
    "giao duc - dao tao": "giao vien|giang vien|tro giang|gia su|dao tao|teacher|hoc vu",
    "nhan su": "nhan su|tuyen dung|hr|c&b|tien luong|recruiter|talent",
    "nhan vien kinh doanh": "kinh doanh|sale|sales|business development|tu van",
    "cham soc khach hang": "cham soc khach hang|cskh|khach hang|customer|tong dai",
    "ky thuat": "ky thuat|ky su|engineer|technician|co dien|bao tri",
    "khach san - nha hang": "khach san|nha hang|phuc vu|le tan|buong phong|bep|hotel|bar|pha che",
    "y te - duoc": "y te|duoc|bac si|dieu duong|y ta|xet nghiem|benh vien|phong kham",
    "dien - dien tu": "dien|electrical|dien tu|co dien|dien lanh",
    "lao dong pho thong": "cong nhan|lao dong pho thong|boc xep|tap vu|dong goi|giao hang|kho",
    "logistic": "logistic|logistics|xuat nhap khau|kho|giao nhan|chung tu|supply chain",
    "bien - phien dich": "phien dich|bien dich|tieng|interpreter|translator",
    "xay dung": "xay dung|cong trinh|giam sat|chi huy|ket cau|du toan|qs",
    "co khi - che tao": "co khi|cnc|han|che tao|khuon|mechanical",
    "marketing - pr": "marketing|truyen thong|content|seo|quang cao|brand|social|pr",
    "it phan mem": "developer|lap trinh|phan mem|software|it|frontend|backend|tester|java|web",
    "pha che - bar": "pha che|barista|bartender|bar",
    "van tai - lai xe": "lai xe|tai xe|van tai|driver",
    "kd bat dong san": "bat dong san|bds|moi gioi|nha dat",
    "dau bep - phu bep": "bep|chef|nau an",
    "luat - phap ly": "luat|phap ly|phap che|legal",
    "det may - da giay": "may|det|thoi trang|da giay|garment",
    "phuc vu - tap vu": "phuc vu|tap vu|ve sinh|buong phong",
    "telesales": "telesale|telesales|tong dai|tele",
    "bao ve": "bao ve|an ninh|security",
    "thu ngan": "thu ngan|cashier",
}
# Provinces that advertisements write in other ways too.
_NAMES = {
    "ho chi minh": "ho chi minh|hcm|tphcm|sai gon",
    "thua thien hue": "hue",
    "ha noi": "ha noi|hn",
    "dak lak": "dak lak|dac lac|daklak",
}
_ANYWHERE = "toan quoc"
_Judge = Callable[[str], bool]


def jobseeker_questions(
    jobseekers: Sequence[Row], ads: Sequence[Row], key: str, half: str
) -> Iterator[Question]:
    """Each jobseeker of a half (every other one): industry, trade, province, and the last two."""
    titles = {ad[key]: _plain(ad["title"]) for ad in ads}
    places = {ad[key]: _plain(ad["location"]) for ad in ads}
    fit = [row for row in jobseekers if fold(row["industry"]) in _TITLES]
    fit = [row for row in fit if row["workplace_desired"] and row["desired_job_translated"]]
    for row in fit[HALVES.index(half) :: 2]:
        parts = {
            "industry": _holding(titles, _TITLES[fold(row["industry"])]),
            "trade": _holding(titles, _trade_words(row)),
        }
        if (province := _plain(row["workplace_desired"]).strip()) != _ANYWHERE:
            parts["province"] = _holding(places, _NAMES.get(province, province))
            parts["trade and province"] = _both(parts["trade"], parts["province"])
        for group, judge in parts.items():
            yield Question(f"{row['seeker_id']} {group}", group, half, _asked(row), judge=judge)


def _trade_words(row: Row) -> str:
    """Give the words of the industries that the wished job itself names, else of the stated one.

    "Nhân viên nhà hàng" under "Kế toán" is a wish for a restaurant.
    """
    wished = _plain(row["desired_job_translated"])
    named = [words for words in _TITLES.values() if _holds(wished, words)]
    return "|".join(named) or _TITLES[fold(row["industry"])]


def _holding(texts: Mapping[str, str], words: str) -> _Judge:
    return lambda one: _holds(texts[one], words)


def _both(one: _Judge, other: _Judge) -> _Judge:
    return lambda ad: one(ad) and other(ad)


def _asked(row: Mapping[str, str]) -> str:
    """The wish as a question; "đang tìm việc" says nothing."""
    job = re.sub(r"\(?đang tìm việc\)?", " ", row["desired_job_translated"], flags=re.IGNORECASE)
    return " ".join(f"{job} {row['industry']} {row['workplace_desired']}".split())


def _plain(text: str) -> str:
    return f" {_NOT_A_WORD.sub(' ', fold(text))} "


def _holds(plain: str, words: str) -> bool:
    return any(f" {word} " in plain for word in words.split("|"))
