"""The formats of other programs: the frozen report in each, its schema, and what a hostile file can't do in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from deplint.model import Edit, Fix, Location
from deplint.report import Report
from deplint.reporters import FORMATS, render

One = Callable[..., Report]
XML = ("junit", "checkstyle")
JSON = ("gitlab", "rdjson", "sonar")
HOSTILE = "\x1b[31m]]>&\"'<a>\n::error::x ##vso[task.complete]%\u202e\x00\ud800"

CHECKSTYLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="8.0">
  <file name="app/gone.txt">
    <error line="1" column="1" severity="error" message="`gone.txt` does not exist [unreadable-file]" source="deplint.DPL001"/>
  </file>
  <file name="app/requirements.txt">
    <error line="3" column="1" severity="error" message="`six` has no hash, but `idna` has one [missing-hash]" source="deplint.DPL201"/>
    <error line="4" column="9" severity="error" message="`rich&gt;=13;&lt;14` has a semicolon between its specifiers [semicolon-for-comma]" source="deplint.DPL003"/>
  </file>
  <file name="pyproject.toml">
    <error line="1" column="1" severity="info" message="no file says which Python is needed [missing-python-pin]" source="deplint.DPL501"/>
    <error line="7" column="3" severity="warning" message="`requests` is declared twice [duplicate-requirement]" source="deplint.DPL702"/>
  </file>
</checkstyle>
"""
AZURE = """\
##vso[task.logissue type=error;sourcepath=app/gone.txt;linenumber=1;columnnumber=1;code=DPL001;]`gone.txt` does not exist [unreadable-file]
##vso[task.logissue type=error;sourcepath=app/requirements.txt;linenumber=3;columnnumber=1;code=DPL201;]`six` has no hash, but `idna` has one [missing-hash]
##vso[task.logissue type=error;sourcepath=app/requirements.txt;linenumber=4;columnnumber=9;code=DPL003;]`rich>=13;<14` has a semicolon between its specifiers [semicolon-for-comma]
pyproject.toml:1:1: info DPL501 no file says which Python is needed [missing-python-pin]
##vso[task.logissue type=warning;sourcepath=pyproject.toml;linenumber=7;columnnumber=3;code=DPL702;]`requests` is declared twice [duplicate-requirement]
"""
PYLINT = """\
app/gone.txt:1: [DPL001(unreadable-file), ] `gone.txt` does not exist
app/requirements.txt:3: [DPL201(missing-hash), ] `six` has no hash, but `idna` has one
app/requirements.txt:4: [DPL003(semicolon-for-comma), ] `rich>=13;<14` has a semicolon between its specifiers
pyproject.toml:1: [DPL501(missing-python-pin), ] no file says which Python is needed
pyproject.toml:7: [DPL702(duplicate-requirement), ] `requests` is declared twice
"""
GROUPED = """\
app/gone.txt (1 finding):
  1:1  error    DPL001 `gone.txt` does not exist [unreadable-file]

app/requirements.txt (2 findings):
  3:1  error    DPL201 `six` has no hash, but `idna` has one [missing-hash]
  4:9  error    DPL003 `rich>=13;<14` has a semicolon between its specifiers [semicolon-for-comma]

pyproject.toml (2 findings):
  1:1  info     DPL501 no file says which Python is needed [missing-python-pin]
  7:3  warning  DPL702 `requests` is declared twice [duplicate-requirement]

"""
TEAMCITY = """\
##teamcity[inspectionType id='DPL001' name='DPL001 unreadable-file' category='deplint' description='unreadable-file']
##teamcity[inspectionType id='DPL003' name='DPL003 semicolon-for-comma' category='deplint' description='semicolon-for-comma']
##teamcity[inspectionType id='DPL201' name='DPL201 missing-hash' category='deplint' description='Requirement without a hash in a file that pip checks by hash.']
##teamcity[inspectionType id='DPL501' name='DPL501 missing-python-pin' category='deplint' description='missing-python-pin']
##teamcity[inspectionType id='DPL702' name='DPL702 duplicate-requirement' category='deplint' description='duplicate-requirement']
##teamcity[inspection typeId='DPL001' message='`gone.txt` does not exist' file='app/gone.txt' line='1' SEVERITY='ERROR']
##teamcity[inspection typeId='DPL201' message='`six` has no hash, but `idna` has one' file='app/requirements.txt' line='3' SEVERITY='ERROR']
##teamcity[inspection typeId='DPL003' message='`rich>=13;<14` has a semicolon between its specifiers' file='app/requirements.txt' line='4' SEVERITY='ERROR']
##teamcity[inspection typeId='DPL501' message='no file says which Python is needed' file='pyproject.toml' line='1' SEVERITY='WEAK WARNING']
##teamcity[inspection typeId='DPL702' message='`requests` is declared twice' file='pyproject.toml' line='7' SEVERITY='WARNING']
"""


@pytest.mark.parametrize(
    ("format", "golden"),
    [("checkstyle", CHECKSTYLE), ("azure", AZURE), ("pylint", PYLINT), ("grouped", GROUPED), ("teamcity", TEAMCITY)],
)
def test_the_frozen_report(report: Report, format: str, golden: str) -> None:
    assert render(report, format, quiet=True) == golden


def test_gitlab(report: Report) -> None:
    found = json.loads(render(report, "gitlab"))
    assert {key: value for key, value in found[1].items() if key != "fingerprint"} == {
        "description": "DPL201: `six` has no hash, but `idna` has one",
        "check_name": "missing-hash",
        "severity": "critical",
        "location": {"path": "app/requirements.txt", "positions": {"begin": {"line": 3, "column": 1}, "end": {"line": 3, "column": 12}}},
    }
    assert len({entry["fingerprint"] for entry in found}) == 5
    assert json.loads(render(Report(), "gitlab")) == []


def test_rdjson_has_fixes_as_suggestions_and_counts_bytes(one: One) -> None:
    fix = Fix("a comma", (Edit(Location("requirements.txt", 3, 4), ","),))
    found = json.loads(render(one("é>1;<2\n", ";", fix=fix), "rdjson"))["diagnostics"][0]
    assert found["location"]["range"] == {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 6}}
    assert found["suggestions"] == [{"range": found["location"]["range"], "text": ","}]


def test_junit_names_what_is_clean_and_what_was_not_checked(report: Report) -> None:
    root = ElementTree.fromstring(render(report, "junit"))
    assert root.attrib == {"name": "deplint", "tests": "7", "failures": "5", "errors": "1"}
    suites = {suite.attrib["name"]: suite for suite in root}
    assert list(suites) == ["app/gone.txt", "app/requirements.txt", "pyproject.toml", "app/requirements.in", "not checked"]
    assert suites["app/requirements.in"].find("testcase/failure") is None
    error = suites["not checked"].find("testcase/error")
    assert error is not None and error.attrib["message"] == "poetry.lock: larger than 32 MB"


def test_sonar_counts_columns_from_nought(report: Report) -> None:
    found = json.loads(render(report, "sonar"))
    assert found["rules"][2]["impacts"] == [{"softwareQuality": "SECURITY", "severity": "HIGH"}]
    assert found["issues"][1]["primaryLocation"]["textRange"] == {"startLine": 3, "endLine": 3, "startColumn": 0, "endColumn": 11}
    assert found["issues"][1]["secondaryLocations"][0]["filePath"] == "app/requirements.in"


def test_json_lines_are_the_findings_of_the_json_report(report: Report) -> None:
    lines = [json.loads(line) for line in render(report, "json-lines").splitlines()]
    assert lines == json.loads(render(report, "json"))["diagnostics"]


@pytest.mark.parametrize("format", [name for name in FORMATS if name not in ("json", "sarif", "markdown")])
def test_nothing_of_a_file_acts_on_who_reads_the_report(one: One, format: str) -> None:
    text = render(one("six\n", "six", path=f"a{HOSTILE}.txt", message=f"`{HOSTILE}`", label=HOSTILE, help=HOSTILE), format)
    text.encode("utf-8", "strict" if format not in XML else "backslashreplace")
    assert not set("\x1b\x00\u202e") & set(text)
    assert "##vso[task.complete" not in text
    assert not any(line.lstrip().startswith("::error::x") for line in text.splitlines())
    if format in XML:
        ElementTree.fromstring(text)
    if format in JSON:
        json.loads(text)


SCHEMAS = {"gitlab": "gitlab-code-quality.json", "rdjson": "rdjson.json", "sonar": "sonar-generic-issues.json"}


@pytest.mark.parametrize("format", SCHEMAS)
def test_the_schema(report: Report, shared: Path, format: str) -> None:
    validator: Any = pytest.importorskip("jsonschema").Draft7Validator
    schema = json.loads((shared / "schemas" / SCHEMAS[format]).read_text(encoding="utf-8"))
    for each in (report, Report()):
        assert not list(validator(schema).iter_errors(json.loads(render(each, format))))
