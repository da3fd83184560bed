"""Writes of the platform: number series, outbox, stored files."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.utils.module_loading import import_string

from sanviec.kernel.errors import InputError

from . import queue
from .bulk import chunks
from .channels import ChannelError, MessageChannel
from .enums import Channel, OutboxState
from .inserting import insert_unless_there
from .logs import blot
from .models import OutboxMessage, StoredFile
from .sealing import seal, unseal

log = logging.getLogger("sanviec.outbox")
MAX_ATTEMPTS = 8
# One task sends so many of the messages that were posted together.
_SENT_TOGETHER = 100
MAX_KEY = OutboxMessage._meta.get_field("key").max_length or 0


_TAKE_NUMBERS = """
    INSERT INTO platform_numberseries (key, last_number) VALUES (%s, %s)
    ON CONFLICT (key) DO UPDATE SET
        last_number = platform_numberseries.last_number + excluded.last_number
    RETURNING last_number
"""


def next_number(key: str) -> int:
    """The next number of a series, without gaps inside a committed transaction.

    The row lock makes two officers queue; a rolled back act gives its number back.
    """
    return next_numbers(key, 1)[0]


def next_numbers(key: str, count: int) -> range:
    """The next ``count`` numbers of a series, taken at once.

    Cost: one statement, however many numbers.
    """
    # No savepoint of its own: whoever fails here gives the whole act back.
    with transaction.atomic(savepoint=False), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_TAKE_NUMBERS, [key, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says, to whom; ``key`` makes a repeated act harmless.

    Args:
        recipient: the account; ``recipient_id`` is enough where it was not read.
        recipient_ref: who it is for when there is no account.
    """

    key: str
    topic: str
    subject: str
    body: str = ""
    link: str = ""
    recipient: Any = None
    recipient_ref: str = ""
    recipient_id: int | None = None


def post_message(
    letter: Letter, *, channels: tuple[Channel, ...] = (Channel.IN_APP,), now: datetime
) -> list[OutboxMessage]:
    """Put one message a channel into the outbox, in the caller's transaction.

    A key that was posted before is not posted again.
    """
    posted = _post_chunk([(letter, channel) for channel in channels], now)
    for message in posted:
        queue.enqueue("deliver_message", str(message.pk))
    return posted


def post_messages(
    letters: Sequence[tuple[Letter, Channel]], *, now: datetime
) -> list[OutboxMessage]:
    """Put many messages into the outbox, in the caller's transaction; as `post_message` does.

    Cost: three statements for 500 messages, and one task for each hundred.

    Returns:
        Those that are new.
    """
    posted = []
    for part in chunks(letters):
        posted += _post_chunk(part, now)
    for lot in chunks(posted, _SENT_TOGETHER):
        queue.enqueue("deliver_messages", [str(message.pk) for message in lot])
    return posted


def _post_chunk(part: Sequence[tuple[Letter, Channel]], now: datetime) -> list[OutboxMessage]:
    by_key: dict[str, OutboxMessage] = {}
    for letter, channel in part:
        key = _message_key(letter.key, channel)
        if key not in by_key:
            by_key[key] = OutboxMessage(key=key, **_columns(letter, channel, now))
    return insert_unless_there(list(by_key.values()), "key")


def _columns(letter: Letter, channel: Channel, now: datetime) -> dict[str, Any]:
    return {
        "channel": channel,
        "recipient_id": letter.recipient.pk if letter.recipient else letter.recipient_id,
        "recipient_ref": letter.recipient_ref,
        "topic": letter.topic,
        "subject": letter.subject,
        "body": letter.body,
        "link": letter.link,
        "created_at": now,
        "available_at": now,
    }


def _message_key(key: str, channel: Channel) -> str:
    """Letter and channel in one key; a long one is shortened without making two alike."""
    whole = f"{key}:{channel.value}"
    if len(whole) <= MAX_KEY:
        return whole
    return f"{whole[:50]}:{hashlib.sha256(whole.encode()).hexdigest()}"


def deliver(message_id: str, *, now: datetime) -> OutboxMessage:
    """Send one message and note the receipt; a failure is tried again later.

    The row is claimed before the channel is asked, so two workers cannot both send it.
    """
    with transaction.atomic():
        message: OutboxMessage = OutboxMessage.objects.select_for_update().get(pk=message_id)
        if message.state != OutboxState.PENDING or message.available_at > now:
            return message
        message.attempts += 1
        if message.attempts > MAX_ATTEMPTS:
            # Its channel broke down each time instead of refusing; the reason is in the log.
            message.state = OutboxState.FAILED
            message.save(update_fields=["attempts", "state"])
            return message
        message.available_at = now + backoff(message.attempts)
        message.save(update_fields=["attempts", "available_at"])
    channel: MessageChannel = import_string(settings.SANVIEC_CHANNELS[message.channel])()
    try:
        message.receipt = channel.send(message)[:200]
        message.state, message.sent_at, message.last_error = OutboxState.SENT, now, ""
    except ChannelError as error:
        message.last_error = blot(str(error))[:300]
        if message.attempts >= MAX_ATTEMPTS or error.is_final:
            message.state = OutboxState.FAILED
    message.save(update_fields=["receipt", "state", "sent_at", "last_error"])
    return message


def deliver_all(message_ids: Sequence[str], *, now: datetime) -> int:
    """Send several messages; one that breaks its channel is left for the sweep. How many went."""
    sent = 0
    for message_id in message_ids:
        try:
            sent += deliver(message_id, now=now).state == OutboxState.SENT
        except Exception:
            # The others must not wait for it; its next try is set already.
            log.exception("delivery broke down message=%s", message_id)
    return sent


def send_again(message: OutboxMessage, *, now: datetime) -> OutboxMessage:
    """Let a message that failed, or that waits, be tried at once; in the caller's transaction.

    Raises:
        InputError: it was handed over already.
    """
    held: OutboxMessage = OutboxMessage.objects.select_for_update().get(pk=message.pk)
    if held.state == OutboxState.SENT:
        raise InputError(
            f"Đã gửi rồi, số biên nhận {held.receipt}. Không cần gửi lại.",
            f"It was sent already, receipt {held.receipt}.",
            code="message_sent",
        )
    held.state, held.attempts, held.available_at = OutboxState.PENDING, 0, now
    held.save(update_fields=["state", "attempts", "available_at"])
    queue.enqueue("deliver_message", str(held.pk))
    return held


def mark_read(*, message: OutboxMessage, now: datetime) -> OutboxMessage:
    """The recipient opened an in-app message; the first time counts."""
    if message.read_at is None:
        message.read_at = now
        message.save(update_fields=["read_at"])
    return message


def backoff(attempts: int) -> timedelta:
    """How long to wait after the n-th try: 1, 2, 4 … minutes, at most six hours."""
    return timedelta(minutes=min(2 ** max(attempts - 1, 0), 360))


def deliver_due(*, now: datetime, limit: int = 500) -> int:
    """Send what is due, for the sweep that catches messages whose task was lost."""
    ids = list(OutboxMessage.objects.due(now).values_list("pk", flat=True)[:limit])
    for message_id in ids:
        deliver(str(message_id), now=now)
    return len(ids)


# What may be handed in: first bytes -> content type. The name's ending is not believed.
_MAGIC = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
}
MAX_DOCUMENT_BYTES = 10 * 1024 * 1024


def store_document(*, name: str, content: bytes, now: datetime) -> StoredFile:
    """Keep a handed-in PDF or photo under a random name.

    Raises:
        InputError: it is too large, or neither PDF, JPEG nor PNG by its content.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        raise InputError(
            f"Tệp “{name}” lớn hơn 10 MB. Hãy chụp lại với cỡ ảnh nhỏ hơn.",
            f"File “{name}” is larger than 10 MB. Take the photo again at a smaller size.",
            code="file_too_large",
        )
    kind = next((value for magic, value in _MAGIC.items() if content.startswith(magic)), None)
    if kind is None:
        raise InputError(
            f"Tệp “{name}” không phải PDF, JPG hay PNG. Hãy chụp ảnh hoặc quét thành PDF.",
            f"File “{name}” is neither PDF, JPG nor PNG. Take a photo or scan it to PDF.",
            code="file_kind",
        )
    stored = StoredFile(
        original_name=name[:200],
        content_type=kind[0],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
    )
    stored.file.save(f"{stored.pk.hex}{kind[1]}", ContentFile(content), save=False)
    try:
        stored.save(force_insert=True)
    except IntegrityError:
        stored.file.delete(save=False)
        raise
    return stored


def drop_document(stored: StoredFile) -> None:
    """Take away, in the caller's transaction, what was handed in a second time and belongs to
    no row; the file goes once the transaction has ended well."""
    storage, path = stored.file.storage, str(stored.file.name)
    transaction.on_commit(lambda: storage.delete(path))
    stored.delete()


def store_made_file(*, file_id: UUID, name: str, content: bytes, now: datetime) -> StoredFile:
    """Keep a PDF that we made ourselves, in the caller's transaction.

    Args:
        file_id: names row and file, so that a try that was killed before its commit leaves no
            second file: the next one writes over it.
    """
    stored = _made(file_id, name, content, now)
    stored.content_type = "application/pdf"
    return _keep_made(stored, f"made/{file_id.hex[-2:]}/{file_id.hex}.pdf", content)


def store_sealed_file(*, file_id: UUID, name: str, content: bytes, now: datetime) -> StoredFile:
    """Keep a file of personal data that we made ourselves, sealed, in the caller's transaction.

    Args:
        file_id: as in `store_made_file`; also what the seal is bound to.
    """
    sealed = seal(content, _context_of(file_id))
    stored = _made(file_id, name, sealed, now)
    stored.content_type = "application/octet-stream"
    return _keep_made(stored, _sealed_path(file_id), sealed)


def read_sealed_file(stored: StoredFile) -> bytes:
    """What was sealed.

    Raises:
        OSError: the file is not there.
        ImproperlyConfigured: the key that sealed it is gone.
        ValueError: the file was changed.
    """
    with stored.file.open("rb") as file:
        return unseal(file.read(), _context_of(stored.pk))


def drop_sealed_file(file_id: UUID) -> None:
    """Take a sealed file away, in the caller's transaction, also one whose row never came to be.

    The file goes first: a process that is killed here leaves a row without a file, never personal
    data that no row knows of.
    """
    StoredFile._meta.get_field("file").storage.delete(_sealed_path(file_id))
    StoredFile.objects.filter(pk=file_id).delete()


def _sealed_path(file_id: UUID) -> str:
    return f"made/{file_id.hex[-2:]}/{file_id.hex}.sealed"


def _context_of(file_id: UUID) -> str:
    return f"platform_storedfile:{file_id}"


def _made(file_id: UUID, name: str, content: bytes, now: datetime) -> StoredFile:
    return StoredFile(
        id=file_id,
        original_name=name[:200],
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=now,
    )


def _keep_made(stored: StoredFile, path: str, content: bytes) -> StoredFile:
    storage = stored.file.storage
    storage.delete(path)
    stored.file.name = storage.save(path, ContentFile(content))
    _settle(storage.path(path))
    stored.save(force_insert=True)
    return stored


def _settle(path: str) -> None:
    """Wait until file and name are on the disk: the row that names them is about to be."""
    for place in (path, os.path.dirname(path)):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def store_upload(*, upload: File[bytes], now: datetime) -> StoredFile:
    """Keep a table file for an import; whoever reads it judges its content.

    Raises:
        InputError: it is larger than SANVIEC_MAX_UPLOAD_BYTES.
    """
    name, limit = upload.name or "tep", settings.SANVIEC_MAX_UPLOAD_BYTES
    if upload.size > limit:
        raise InputError(
            f"Tệp “{name}” lớn hơn {limit // 1_000_000} MB. Hãy chia thành nhiều tệp nhỏ hơn.",
            f"File “{name}” is larger than {limit // 1_000_000} MB. Split it.",
            code="file_too_large",
        )
    digest = hashlib.sha256()
    for part in upload.chunks():
        digest.update(part)
    stored = StoredFile(
        original_name=name[-200:],
        content_type="application/octet-stream",
        size_bytes=upload.size,
        sha256=digest.hexdigest(),
        created_at=now,
    )
    upload.seek(0)
    stored.file.save(f"{stored.pk.hex}.bin", upload, save=False)
    stored.save(force_insert=True)
    return stored
