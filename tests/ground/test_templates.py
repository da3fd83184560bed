"""The guard against undefined template variables bites, and only in our own templates."""

from types import SimpleNamespace

import pytest
from django.template import Context, Engine, Origin, Template

from tests.ground.templates import WATCHED, UndefinedVariable

OURS = f"{WATCHED}/templates/example.html"


def render(source: str, origin: str = OURS, **context) -> str:
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    return Template(source, origin=Origin(origin), engine=engine).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{{ titel }}",
        "{{ vacancy.titel }}",
        "{{ titel|upper }}",
        "{% for row in rows %}{{ row }}{% endfor %}",
        "{% with name=titel %}{{ name }}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}Việc {{ titel }}{% endblocktranslate %}",
        "{% if titel %}a{% else %}{{ titel }}{% endif %}",
    ],
)
def test_undefined_variable_fails(source: str) -> None:
    with pytest.raises(UndefinedVariable, match=r"example\.html.*(titel|rows)"):
        render(source, vacancy=SimpleNamespace(title="may"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ vacancy.title }}", "may"),
        ("{% if titel %}a{% endif %}", ""),
        ('{{ titel|default:"chưa có" }}', "chưa có"),
        ("{% for row in vacancy.rows %}{{ row }}{% endfor %}", "12"),
        ("{% load i18n %}{% blocktranslate with n=vacancy.title %}{{ n }}{% endblocktranslate %}",)
        + ("may",),
    ],
)
def test_defined_and_openly_optional_variables_pass(source: str, expected: str) -> None:
    assert render(source, vacancy=SimpleNamespace(title="may", rows=[1, 2])) == expected


def test_templates_of_libraries_keep_the_old_way() -> None:
    assert render("{{ titel }}", origin="/somewhere/allauth/login.html") == ""


def test_value_is_asked_for_once() -> None:
    calls = []
    render("{{ count }}{% for x in rows %}{% endfor %}", count=lambda: calls.append(1), rows=[])
    assert calls == [1]
