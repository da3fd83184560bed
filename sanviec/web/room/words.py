"""What the scripts of a room say, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OWN_LINK_SET = gettext_lazy(
    "Doanh nghiệp phỏng vấn ở phòng họp riêng. Hãy tải lại trang để lấy đường dẫn."
)


def call_words(other: str) -> dict[str, str]:
    """Sentences of the room, with the name of whom one meets."""
    named = {"name": other}
    return {
        "entering": _("Đang vào phòng…"),
        "waiting": _("Bạn đang ở phòng chờ. %(name)s chưa vào phòng.") % named,
        "yourTurn": _("%(name)s đã vào phòng. Đang nối hình và tiếng…") % named,
        "talking": _("Đang nói chuyện với %(name)s.") % named,
        "otherGone": _("%(name)s mất kết nối. Đang chờ vào lại…") % named,
        "serverGone": _("Mất kết nối với máy chủ. Đang thử lại…"),
        "seatTaken": _(
            "Chưa vào được phòng. Có thể người khác của bên bạn đang ở trong phòng. Đang thử lại…"
        ),
        "noMedia": _("Mạng không cho hình và tiếng đi qua. Hai bên vẫn nhắn tin được ở dưới."),
        "replaced": _("Bạn vừa vào phòng từ một trang khác. Trang này đã thôi kết nối."),
        "ended": _("Cuộc phỏng vấn đã kết thúc."),
        "cancelled": _("Cuộc phỏng vấn đã bị hủy."),
        "left": _("Bạn đã rời phòng. Bấm “Vào phòng” để vào lại khi còn giờ."),
        "reload": _("Phiên đăng nhập đã hết. Hãy tải lại trang."),
        "watched": _(
            "Người phụ trách phiên đang xem phòng có ai; không thấy hình, không nghe, "
            "không đọc tin nhắn."
        ),
        "noCamera": _("Không mở được máy ảnh. Bạn vẫn nói và nhắn tin được."),
        "noMicrophone": _("Không mở được micrô. Bạn vẫn nhắn tin được."),
        "opensIn": _("Phòng mở sau %(time)s"),
        "startsIn": _("Bắt đầu sau %(time)s"),
        "endsIn": _("Còn %(time)s"),
        "overtime": _("Đã quá giờ hẹn; phòng sắp đóng"),
        "you": _("Bạn"),
        "other": other,
        "manager": _("Phụ trách phiên"),
        "sending": _("đang gửi"),
        "unsent": _("chưa gửi được, sẽ gửi khi bên kia vào"),
        "mute": _("Tắt tiếng của bạn"),
        "unmute": _("Bật tiếng của bạn"),
        "voiceOnly": _("Chỉ nói, tắt hình (mạng yếu)"),
        "withPicture": _("Bật hình"),
    }


def test_words() -> dict[str, str]:
    """Sentences of the page that tries the devices."""
    return {
        "works": _("Máy ảnh và micrô chạy tốt. Hãy nói thử: vạch màu phải nhảy theo tiếng."),
        "off": _("Đã tắt máy ảnh và micrô. Bấm “Bắt đầu thử” để thử lại."),
        "noCamera": _("Không mở được máy ảnh, micrô chạy tốt. Bạn vẫn phỏng vấn bằng tiếng được."),
        "noMicrophone": _(
            "Không mở được micrô. Hãy cho phép trang này dùng micrô trong cài đặt trình duyệt, "
            "hoặc dùng máy khác."
        ),
        "noBrowser": _(
            "Trình duyệt này không gọi hình được. Hãy dùng Chrome, Edge hoặc Safari mới."
        ),
        "played": _(
            "Vừa phát một tiếng chuông. Nếu không nghe thấy, hãy bật loa hoặc cắm tai nghe."
        ),
    }


def watch_words() -> dict[str, str]:
    """Sentences of the page that shows who is there."""
    return {
        "entering": _("Đang kết nối…"),
        "serverGone": _("Mất kết nối với máy chủ. Đang thử lại…"),
        "reload": _("Phiên đăng nhập đã hết. Hãy tải lại trang."),
        "ended": _("Cuộc phỏng vấn đã kết thúc."),
        "cancelled": _("Cuộc phỏng vấn đã bị hủy."),
        "replaced": _("Bạn vừa mở phòng này ở một trang khác."),
        "here": _("đang trong phòng"),
        "away": _("không có trong phòng"),
        "none": _("Chưa ai trong phòng."),
        "both": _("Hai bên đang trong phòng."),
        "person": _("Chỉ có người lao động trong phòng."),
        "firm": _("Chỉ có doanh nghiệp trong phòng."),
        "noticeSent": _("Đã nhắn vào phòng."),
    }
