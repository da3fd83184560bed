"""An undefined variable in a template of ours is an error, not an empty string.

Django prints nothing for a misspelt `{{ vacancy.titel }}`. Here it raises, also in `{% for %}`,
`{% include … with %}` and `{% blocktranslate %}`. `{% if x %}` stays a question that may be asked
of a missing name, and `{{ x|default:"…" }}` says openly that the name may be missing.
Only templates under sanviec/ are watched: those of Django and allauth rely on the old way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template import Context, Variable
from django.template.base import FilterExpression, Parser, TokenType, VariableDoesNotExist
from django.template.defaulttags import ForNode
from django.templatetags.i18n import BlockTranslateNode

import sanviec

WATCHED = str(Path(sanviec.__file__).resolve().parent)
TOLERANT_FILTERS = {"default", "default_if_none"}


class UndefinedVariable(AssertionError):
    """A template used a name that its context does not have."""


class StrictVariable:
    """A variable that raises what Django's expressions do not catch."""

    def __init__(self, variable: Variable, origin: Any) -> None:
        self.variable, self.origin = variable, origin

    def resolve(self, context: Context) -> Any:
        """Return the value, or raise UndefinedVariable naming the template."""
        try:
            return self.variable.resolve(context)
        except VariableDoesNotExist as error:
            raise UndefinedVariable(f"{self.origin}: {error}") from error


class WatchedExpression(FilterExpression):
    """An expression in a template of ours: missing names raise, unless it says otherwise."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.is_looped_over = False
        self.strict_twin: FilterExpression = self
        if self.is_var and not self._is_tolerant():
            self.strict_twin = FilterExpression(token, parser)
            self.strict_twin.var = StrictVariable(self.var, parser.origin)

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """Resolve as Django does; `{% if %}` comes with ignore_failures and may ask."""
        if self.strict_twin is self or (ignore_failures and not self.is_looped_over):
            return super().resolve(context, ignore_failures)
        return self.strict_twin.resolve(context, ignore_failures)

    def _is_tolerant(self) -> bool:
        names = [getattr(function, "_filter_name", "") for function, _ in self.filters]
        return bool(names) and names[0] in TOLERANT_FILTERS


def install() -> None:
    """Patch Django's template language once, before any template is compiled."""
    _watch_expressions()
    _watch_loops()
    _watch_translations()


def is_watched(origin: Any) -> bool:
    """Whether an origin is a file of this package."""
    return str(getattr(origin, "name", "")).startswith(WATCHED)


def _watch_expressions() -> None:
    compile_filter = Parser.compile_filter

    def compile_watched(self: Parser, token: str) -> FilterExpression:
        if is_watched(self.origin):
            return WatchedExpression(token, self)
        return compile_filter(self, token)

    Parser.compile_filter = compile_watched


def _watch_loops() -> None:
    """`{% for %}` asks its sequence to ignore failures; a loop over nothing hides a mistake."""
    initialise = ForNode.__init__

    def initialise_strictly(self: ForNode, *args: Any, **kwargs: Any) -> None:
        initialise(self, *args, **kwargs)
        if isinstance(self.sequence, WatchedExpression):
            self.sequence.is_looped_over = True

    ForNode.__init__ = initialise_strictly


def _watch_translations() -> None:
    """`{% blocktranslate %}` looks its names up by itself, past FilterExpression."""
    render = BlockTranslateNode.render

    def strict_render(self: BlockTranslateNode, context: Context, nested: bool = False) -> str:
        if is_watched(getattr(self, "origin", None)):
            given = {*self.extra_context, self.countervar}
            tokens = (*self.singular, *(self.plural or ()))
            names = {token.contents for token in tokens if token.token_type == TokenType.VAR}
            for name in sorted(names - given):
                if name not in context:
                    raise UndefinedVariable(f"{self.origin}: {name} in a translation")
        return render(self, context, nested)

    BlockTranslateNode.render = strict_render
