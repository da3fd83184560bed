"""Choices of unemployment insurance claims."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeChannel(models.TextChoices):
    COUNTER = "counter", _("Nộp trực tiếp")
    PORTAL = "portal", _("Nộp trực tuyến")
    POST = "post", _("Gửi bưu điện")
    PROXY = "proxy", _("Ủy quyền nộp")


class ClaimState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    FILED = "filed", _("Đã nộp, chờ kiểm tra")
    RETURNED = "returned", _("Trả lại để bổ sung")
    ACCEPTED = "accepted", _("Đủ hồ sơ, đang xét")
    PROPOSED = "proposed", _("Đã trình, chờ ký")
    GRANTED = "granted", _("Đã có quyết định hưởng, chờ nhận")
    REFUSED = "refused", _("Không đủ điều kiện hưởng")
    RECEIVING = "receiving", _("Đang hưởng")
    SUSPENDED = "suspended", _("Đang tạm dừng hưởng")
    TRANSFERRING = "transferring", _("Đang chuyển nơi hưởng")
    ENDED = "ended", _("Đã chấm dứt hưởng")
    CANCELLED = "cancelled", _("Quyết định hưởng đã bị hủy")
    WITHDRAWN = "withdrawn", _("Đã rút hồ sơ")


# One such claim a separation.
LIVE_CLAIM = frozenset(
    {
        ClaimState.DRAFT,
        ClaimState.FILED,
        ClaimState.RETURNED,
        ClaimState.ACCEPTED,
        ClaimState.PROPOSED,
        ClaimState.GRANTED,
        ClaimState.RECEIVING,
        ClaimState.SUSPENDED,
        ClaimState.TRANSFERRING,
    }
)
# The centre has something to do before a legal day.
WITH_CENTRE = frozenset({ClaimState.FILED, ClaimState.ACCEPTED, ClaimState.PROPOSED})
# What was said of the job and the pay may still be put right.
EDITABLE = frozenset({ClaimState.DRAFT, ClaimState.FILED, ClaimState.RETURNED, ClaimState.ACCEPTED})
IN_BENEFIT = frozenset({ClaimState.RECEIVING, ClaimState.SUSPENDED})


class Separation(models.TextChoices):
    """How the job ended, in the words of the engine."""

    CONTRACT_ENDED = "contract_ended", _("Hết hạn hợp đồng")
    WORK_COMPLETED = "work_completed", _("Hoàn thành công việc theo hợp đồng")
    MUTUAL_AGREEMENT = "mutual_agreement", _("Hai bên thỏa thuận chấm dứt")
    LAWFUL_RESIGNATION = "lawful_resignation", _("Người lao động nghỉ việc đúng luật")
    UNLAWFUL_RESIGNATION = "unlawful_resignation", _("Người lao động nghỉ việc trái luật")
    DISCIPLINARY_DISMISSAL = "disciplinary_dismissal", _("Bị kỷ luật sa thải")
    EMPLOYER_ENDED = "employer_ended", _("Người sử dụng lao động cho nghỉ việc")
    RESTRUCTURING = "restructuring", _("Đổi cơ cấu, công nghệ hoặc vì lý do kinh tế")
    EMPLOYER_DISSOLVED = "employer_dissolved", _("Đơn vị giải thể, phá sản")
    RETIRED = "retired", _("Nghỉ hưu")


class Pension(models.TextChoices):
    NONE = "none", _("Không")
    ELIGIBLE = "eligible", _("Đủ điều kiện hưởng lương hưu")
    RECEIVING = "receiving", _("Đang hưởng lương hưu")


class ContractSort(models.TextChoices):
    INDEFINITE = "indefinite", _("Không xác định thời hạn")
    DEFINITE = "definite", _("Xác định thời hạn")
    SEASONAL = "seasonal", _("Theo mùa vụ, theo việc")


class WageRegime(models.TextChoices):
    EMPLOYER = "employer", _("Lương do đơn vị quyết định")
    STATE = "state", _("Lương do Nhà nước quy định")


class WageRegion(models.TextChoices):
    ONE = "I", _("Vùng I")
    TWO = "II", _("Vùng II")
    THREE = "III", _("Vùng III")
    FOUR = "IV", _("Vùng IV")


class PaperKind(models.TextChoices):
    """What a dossier is made of."""

    REQUEST = "request", _("Đề nghị hưởng trợ cấp thất nghiệp")
    SEPARATION = "separation", _("Giấy tờ chấm dứt hợp đồng")
    BOOK = "book", _("Sổ bảo hiểm xã hội")
    PROXY_LETTER = "proxy_letter", _("Giấy ủy quyền")
    HINDRANCE = "hindrance", _("Giấy xác nhận lý do không tự đến nộp")
    OTHER = "other", _("Giấy tờ khác")


class PaperState(models.TextChoices):
    HANDED = "handed", _("Đã nộp")
    CHECKED = "checked", _("Đã kiểm tra, đạt")
    REFUSED = "refused", _("Chưa đạt")


class TransferState(models.TextChoices):
    ASKED = "asked", _("Đã đề nghị, chờ nơi đang hưởng chuyển hồ sơ")
    HANDED_OVER = "handed_over", _("Đã chuyển hồ sơ, chờ nơi đến tiếp nhận")
    TAKEN_OVER = "taken_over", _("Nơi đến đã tiếp nhận")
    RETURNED = "returned", _("Nơi đến trả lại hồ sơ")
    REFUSED = "refused", _("Chưa được chuyển")
    WITHDRAWN = "withdrawn", _("Người lao động rút đề nghị")


# One such transfer a claim.
OPEN_TRANSFER = frozenset({TransferState.ASKED, TransferState.HANDED_OVER})


class ExemptGround(models.TextChoices):
    """Why no notice is asked for (Law 38/2013 art. 52 cl. 1; of 2026 provisional)."""

    ILLNESS = "illness", _("Ốm đau, có giấy của cơ sở khám bệnh, chữa bệnh")
    MATERNITY = "maternity", _("Thai sản, có giấy của cơ sở khám bệnh, chữa bệnh")
    ACCIDENT = "accident", _("Tai nạn, có giấy của cơ sở khám bệnh, chữa bệnh")
    FORCE_MAJEURE = "force_majeure", _("Bất khả kháng")


class RefusalVerdict(models.TextChoices):
    OPEN = "open", _("Chờ xét")
    GOOD = "good", _("Có lý do chính đáng")
    NONE = "none", _("Không có lý do chính đáng")


class GateReason(models.TextChoices):
    """Why there was no counselling or no introduction before a decision to pay."""

    NO_JOB = "no_job", _("Chưa có việc phù hợp")
    HINDERED = "hindered", _("Người lao động ốm đau, thai sản, tai nạn")
    NOT_WISHED = "not_wished", _("Người lao động chưa muốn được giới thiệu")
    OWN_JOB = "own_job", _("Người lao động đã tự tìm được việc")
    OTHER = "other", _("Lý do khác")


class ComplaintState(models.TextChoices):
    FILED = "filed", _("Đã nhận đơn, chờ thụ lý")
    ACCEPTED = "accepted", _("Đã thụ lý, đang giải quyết")
    NOT_ACCEPTED = "not_accepted", _("Không thụ lý")
    ANSWERED = "answered", _("Đã giải quyết")
    WITHDRAWN = "withdrawn", _("Đã rút đơn")


WAITING_COMPLAINT = frozenset({ComplaintState.FILED, ComplaintState.ACCEPTED})


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", _("Khiếu nại đúng")
    PARTLY = "partly", _("Khiếu nại đúng một phần")
    REJECTED = "rejected", _("Khiếu nại sai")


class TrainingState(models.TextChoices):
    ASKED = "asked", _("Đã đề nghị, đang xét")
    PROPOSED = "proposed", _("Đã trình, chờ ký")
    GRANTED = "granted", _("Được hỗ trợ")
    REFUSED = "refused", _("Không được hỗ trợ")
    WITHDRAWN = "withdrawn", _("Đã rút đề nghị")


LIVE_TRAINING = frozenset({TrainingState.ASKED, TrainingState.PROPOSED, TrainingState.GRANTED})


class DecisionKind(models.TextChoices):
    GRANT = "grant", _("Hưởng trợ cấp thất nghiệp")
    REFUSE = "refuse", _("Không hưởng trợ cấp thất nghiệp")
    CANCEL = "cancel", _("Hủy quyết định hưởng")
    SUSPEND = "suspend", _("Tạm dừng hưởng")
    RESUME = "resume", _("Tiếp tục hưởng")
    TERMINATE = "terminate", _("Chấm dứt hưởng")
    RESERVE = "reserve", _("Bảo lưu tháng không đến nhận tiền")
    REPLACE = "replace", _("Thay quyết định bị khiếu nại")


class DecisionState(models.TextChoices):
    PREPARED = "prepared", _("Hệ thống đã soạn, chờ cán bộ xem")
    PROPOSED = "proposed", _("Đã trình, chờ ký")
    SIGNED = "signed", _("Đã ký")
    SENT_BACK = "sent_back", _("Trả lại")
    DROPPED = "dropped", _("Không dùng nữa")


OPEN_DECISION = frozenset({DecisionState.PREPARED, DecisionState.PROPOSED})


class DocumentState(models.TextChoices):
    """Where the paper of a signed decision stands."""

    QUEUED = "queued", _("Chờ làm văn bản")
    MADE = "made", _("Đã ký số")
    FAILED = "failed", _("Không làm được")


class MonthState(models.TextChoices):
    PLANNED = "planned", _("Chưa đến")
    DUE = "due", _("Được chi trả")
    WITHHELD = "withheld", _("Không chi trả vì tạm dừng")
    VOID = "void", _("Không còn hưởng")
    LAPSED = "lapsed", _("Không đến nhận tiền trong hạn")


class NoticeChannel(models.TextChoices):
    DESK = "desk", _("Tại quầy")
    WEB = "web", _("Trên mạng")


class FlagKind(models.TextChoices):
    """Something that a person has to look at; never a refusal by machine."""

    OPEN_CLAIM = "open_claim", _("Đang có hồ sơ khác chưa kết thúc")
    WORKS_ELSEWHERE = "works_elsewhere", _("Có ghi nhận đang làm việc nơi khác")
    PENSION = "pension", _("Có ghi nhận về lương hưu")
    RECORD_DIFFERS = "record_differs", _("Quá trình đóng khác lời khai")
    TRAINING_OVERLAP = "training_overlap", _("Hai khóa học được hỗ trợ trùng thời gian")
    OLD_AMOUNT = "old_amount", _("Đã gửi hoặc đã chi theo mức hưởng cũ")
    TRAINING_AGAIN = "training_again", _("Hỗ trợ đào tạo lần nữa cho cùng một lần thất nghiệp")


TRAINING_FLAGS = frozenset({FlagKind.TRAINING_OVERLAP, FlagKind.TRAINING_AGAIN})


class NewsOutcome(models.TextChoices):
    """What came of an entry of the agency's feed."""

    REPORTED = "reported", _("Đã ghi thay đổi, chờ cán bộ xem")
    KNOWN = "known", _("Người lao động đã tự thông báo")
    EARLIER = "earlier", _("Trước ngày nghỉ việc")
    AFTER = "after", _("Sau khi đã thôi hưởng")
    FLAGGED = "flagged", _("Đã ghi dấu hiệu cần xem lại")
    AHEAD = "ahead", _("Chưa đến ngày bắt đầu")
