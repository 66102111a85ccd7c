"""The catalogue: nothing missing, nothing unused, fields alike in both languages."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from duban import messages
from duban.messages import catalogue
from duban.messages.catalogue import UnknownMessageError

SOURCE = Path(__file__).parents[2] / "src"
USED = re.compile(
    r"""(?<![\w.])(?:say|later|text|Refused|Changed|NotYours|Refusal)\(\s*"([a-z][\w.-]+)"|\{%\s*t\s+["']([\w.-]+)["']"""
)


def test_both_languages_have_the_same_keys():
    assert messages.keys("en") ^ messages.keys("zh") == set()


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_no_sentence_stands_in_two_files(language):
    folder = SOURCE / "duban" / "messages" / language
    lines = sum(
        len(list(catalogue._walk(tomllib.loads(path.read_text("utf-8")), "")))
        for path in folder.glob("*.toml")
    )
    assert lines == len(messages.keys(language))


def test_a_sentence_has_the_same_fields_in_both_languages():
    def fields(key, language):
        return {
            name for _, name, _, _ in string.Formatter().parse(messages.text(key, language=language)) if name
        }

    assert {
        key: fields(key, "zh") ^ fields(key, "en")
        for key in messages.keys("zh")
        if fields(key, "zh") != fields(key, "en")
    } == {}


def test_every_key_that_code_and_templates_name_exists():
    named = {
        one or other
        for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
        for one, other in USED.findall(path.read_text("utf-8"))
    }
    known = messages.keys("zh")
    assert {
        key
        for key in named
        if key not in known and f"refused.{key}" not in known and not any(k.startswith(key) for k in known)
    } == set()


def test_an_unknown_key_is_a_mistake_of_the_program():
    with pytest.raises(UnknownMessageError):
        messages.text("no.such.key")
