"""The ``sanviec`` command: one module a command family."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

from sanviec.kernel.errors import InputError

from .wording import LANGUAGES, describe, describe_usage

# Command -> module and function. Modules load only when their command is asked for, so that
# `sanviec match` never waits for Django and `sanviec serve` never waits for file readers.
COMMANDS = {
    "agency": ("sanviec.cli.agency", "agency"),
    "audit": ("sanviec.cli.audit", "audit"),
    "benefits": ("sanviec.cli.benefits", "benefits"),
    "demo": ("sanviec.cli.demo", "demo"),
    "documents": ("sanviec.cli.documents", "documents"),
    "explain": ("sanviec.cli.explaining", "explain_pair"),
    "import": ("sanviec.cli.importing", "import_file"),
    "index": ("sanviec.cli.indexing", "index"),
    "learn": ("sanviec.cli.learning", "learn_weights"),
    "match": ("sanviec.cli.matching", "match"),
    "migrate": ("sanviec.cli.running", "migrate"),
    "nightly": ("sanviec.cli.running", "nightly"),
    "sandbox": ("sanviec.cli.sandbox", "sandbox"),
    "schedule": ("sanviec.cli.scheduling", "schedule_file"),
    "search": ("sanviec.cli.searching", "search"),
    "serve": ("sanviec.cli.running", "serve"),
    "signal": ("sanviec.cli.signalling", "signal_rooms"),
    "staff": ("sanviec.cli.staff", "staff"),
    "states": ("sanviec.cli.states", "states"),
    "weights": ("sanviec.cli.versions", "weights"),
    "worker": ("sanviec.cli.running", "worker"),
}


class ReaderGone(Exception):
    """Whoever read standard output has had enough (``| head``)."""


class Commands(click.Group):
    """Finds a command's module by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        # Click itself would end with 1, which here means an internal error.
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error


@click.command(cls=Commands)
@click.option("--lang", type=click.Choice(LANGUAGES), default="vi", help="Ngôn ngữ thông báo.")
@click.pass_context
def cli(ctx: click.Context, lang: str) -> None:
    """Sàn Việc: nền tảng mở của dịch vụ việc làm công."""
    ctx.obj = lang


def main(argv: list[str] | None = None) -> None:
    """Run one command; exit 0 done, 2 wrong input or options, 1 an internal error."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _take_language(arguments)
    try:
        try:
            cli.main(
                args=["--lang", language, *arguments], prog_name="sanviec", standalone_mode=False
            )
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # what fails later nobody could tell any more
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        click.echo(describe_usage(error, language), err=True)
        sys.exit(2)
    except InputError as error:
        click.echo(describe(error, language), err=True)
        sys.exit(2)
    except (ReaderGone, BrokenPipeError):
        _let_go()  # nothing to tell anybody
        sys.exit(0)
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        _let_go()
        click.echo(describe(_unwritten(error), language), err=True)
        sys.exit(2)


_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _unwritten(error: OSError) -> InputError:
    """What to tell when the output takes no more; files that a command names tell it themselves."""
    return InputError(
        "Không ghi hết được kết quả: ổ đĩa hoặc đầu ra chuẩn đã đầy. Kết quả ghi được không trọn "
        "vẹn; hãy giải phóng chỗ trống rồi chạy lại.",
        f"the output could not be written whole ({error.strerror}); make room and run it again",
        code="cannot_write",
    )


def _let_go() -> None:
    """Let what is still buffered go nowhere: it must not fail once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _take_language(arguments: list[str]) -> str:
    """``--lang en`` may stand anywhere in the line; an unknown one is left for click to refuse."""
    for place, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name != "--lang":
            continue
        if not sign:
            value = (arguments[place + 1 : place + 2] or [""])[0]
        del arguments[place : place + (1 if sign or not value else 2)]
        return value
    return "vi"
