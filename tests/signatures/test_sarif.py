"""The SARIF log has the shape of the standard: what it requires, and nothing it does not know."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from phone_audit.model.record import Words
from phone_audit.signatures.lint import RULES, Remark
from phone_audit.signatures.rules import Level
from phone_audit.signatures.sarif import sarif

Positive = Annotated[int, Meta(ge=1)]
Index = Annotated[int, Meta(ge=0)]
Text = Annotated[str, Meta(min_length=1)]
SarifLevel = Literal["none", "note", "warning", "error"]


class Shape(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """A part of the schema: ``additionalProperties`` is false throughout."""


class Message(Shape):
    text: Text


class ArtifactLocation(Shape):
    uri: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~/%-]+$")]
    uri_base_id: str


class Region(Shape):
    start_line: Positive
    start_column: Positive


class PhysicalLocation(Shape):
    artifact_location: ArtifactLocation
    region: Region


class Location(Shape):
    physical_location: PhysicalLocation


class Result(Shape):
    message: Message
    rule_id: Text
    rule_index: Index
    level: SarifLevel
    locations: list[Location]


class Configuration(Shape):
    level: SarifLevel


class ReportingDescriptor(Shape):
    id: Text
    short_description: Message
    help: Message
    default_configuration: Configuration


class ToolComponent(Shape):
    name: Text
    version: Text
    language: Annotated[str, Meta(pattern="^[a-zA-Z]{2}(-[a-zA-Z]{2})?$")]
    rules: list[ReportingDescriptor]


class Tool(Shape):
    driver: ToolComponent


class Base(Shape):
    description: Message


class Run(Shape):
    tool: Tool
    results: list[Result]
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"]
    original_uri_base_ids: dict[str, Base]


class Log(msgspec.Struct, forbid_unknown_fields=True):
    version: Literal["2.1.0"]
    runs: list[Run]
    schema: Annotated[str, Meta(pattern="sarif-schema-2.1.0.json$")] = msgspec.field(name="$schema")


REMARKS = (
    Remark(
        path="daftar/brands/contoh 88.yaml",
        line=7,
        column=3,
        level=Level.ERROR,
        code="no-source",
        complaint=Words(id="tanpa sumber", en="no source"),
        remedy=Words(id="tulis di mana", en="say where"),
    ),
    Remark(
        path="daftar/VERSION",
        line=1,
        column=1,
        level=Level.WARNING,
        code="stale",
        complaint=Words(id="lama", en="old"),
        remedy=Words(id="tinjau", en="look"),
    ),
)


def read(*remarks: Remark, lang: str = "en") -> Log:
    return msgspec.json.decode(msgspec.json.encode(sarif(remarks, lang)), type=Log)


def test_a_log_of_nothing_still_says_what_was_looked_for() -> None:
    (run,) = read().runs
    assert run.results == []
    assert [rule.id for rule in run.tool.driver.rules] == [rule.code for rule in RULES]


def test_each_remark_is_a_result_at_its_place() -> None:
    (run,) = read(*REMARKS).runs
    first, second = run.results
    rules = run.tool.driver.rules
    assert [rules[one.rule_index].id for one in run.results] == ["no-source", "stale"]
    assert [one.rule_id for one in run.results] == ["no-source", "stale"]
    assert (first.level, second.level) == ("error", "warning")
    assert first.message.text == "no source (say where)"
    place = first.locations[0].physical_location
    assert (place.region.start_line, place.region.start_column) == (7, 3)
    assert place.artifact_location.uri == "daftar/brands/contoh%2088.yaml"
    assert place.artifact_location.uri_base_id in run.original_uri_base_ids


def test_texts_are_in_the_language_asked_for() -> None:
    (run,) = read(*REMARKS, lang="id").runs
    assert run.results[0].message.text == "tanpa sumber (tulis di mana)"
    assert run.tool.driver.language == "id"
