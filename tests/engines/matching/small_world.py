"""A small country for tests: three provinces, one made of two, nine communes, few trades."""

from __future__ import annotations

from dataclasses import dataclass

from sanviec.kernel.errors import InputError


@dataclass(frozen=True)
class FakePlace:
    code: str
    level: str
    name: str
    name_en: str
    full_name: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class FakeOccupation:
    title_vi: str
    title_en: str


_PROVINCES = {
    "20": ("Lạng Sơn", 21.85, 106.76),
    "24": ("Bắc Ninh", 21.28, 106.20),
    "79": ("Hồ Chí Minh", 10.78, 106.70),
}
_COMMUNES = {
    "06001": ("Đông Kinh", "20", 21.84, 106.75),
    "06002": ("Kỳ Lừa", "20", 21.87, 106.77),
    "06003": ("Đồng Đăng", "20", 21.94, 106.70),
    "06004": ("Hữu Lũng", "20", 21.51, 106.34),
    "07001": ("Bắc Giang", "24", 21.28, 106.19),
    "07002": ("Từ Sơn", "24", 21.11, 105.96),
    "07003": ("Không Tọa Độ", "24", None, None),
    "26001": ("Sài Gòn", "79", 10.78, 106.70),
    "26002": ("Thủ Đức", "79", 10.85, 106.77),
}
# Bắc Ninh was made of these two: the commune's former province by its code.
_FORMER = {"24@63": ("Bắc Giang", 21.30, 106.30), "27@63": ("Bắc Ninh", 21.12, 106.10)}
_FORMER_OF = {"07001": "24@63", "07002": "27@63", "07003": "27@63"}
_COUNTRIES = {"JP": "Nhật Bản", "TW": "Đài Loan"}
_TITLES = {
    "2": "Chuyên môn bậc cao",
    "3": "Chuyên môn bậc trung",
    "7": "Thợ thủ công",
    "8": "Thợ vận hành máy",
    "9": "Lao động giản đơn",
    "81": "Thợ vận hành máy cố định",
    "815": "Thợ vận hành máy dệt may",
    "8153": "Thợ vận hành máy may",
    "8154": "Thợ vận hành máy tẩy, nhuộm",
    "8219": "Thợ lắp ráp khác",
    "8322": "Lái xe con, xe tải nhẹ",
    "8332": "Lái xe tải nặng",
    "7531": "Thợ may đo",
    "2411": "Kế toán",
    "2423": "Nhân sự",
    "3313": "Trợ lý kế toán",
    "9329": "Lao động giản đơn trong chế biến",
}

COMMUNES = tuple(_COMMUNES)
PLACES = (*_COMMUNES, *_PROVINCES, *_FORMER, *_COUNTRIES)
OCCUPATIONS = tuple(_TITLES)


class SmallGazetteer:
    """Looks like the gazetteer of the kernel as far as the engine asks."""

    def get(self, code: str) -> FakePlace:
        if code in _COMMUNES:
            name, _, lat, lon = _COMMUNES[code]
            return FakePlace(code, "commune", name, name, f"Phường {name}", lat, lon)
        if code in _PROVINCES:
            name, lat, lon = _PROVINCES[code]
            return FakePlace(code, "province", name, name, f"Tỉnh {name}", lat, lon)
        if code in _FORMER:
            name, lat, lon = _FORMER[code]
            return FakePlace(code, "province", name, name, f"Tỉnh {name}", lat, lon)
        if code in _COUNTRIES:
            name = _COUNTRIES[code]
            return FakePlace(code, "country", name, name, name, None, None)
        raise InputError(f"Không có nơi mang mã {code}.", f"unknown place {code!r}", code="place")

    def today(self, code: str) -> str:
        return "24" if code in _FORMER else code.removesuffix("@63")

    def province_of(self, code: str) -> str:
        return _COMMUNES[code][1] if code in _COMMUNES else self.today(code)

    def former_province_of(self, code: str) -> str | None:
        return code if code in _FORMER else _FORMER_OF.get(code)


class SmallOccupations:
    """Looks like the occupation index of the kernel as far as the engine asks."""

    def get(self, code: str) -> FakeOccupation:
        return FakeOccupation(_TITLES[code], f"occupation {code}")
