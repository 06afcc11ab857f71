"""A lock of which nothing can be said offline is counted as not checked, never as fresh."""

from __future__ import annotations

from deplint.testing import report_on

PYLOCK = 'lock-version = "1.0"\ncreated-by = "somebody"\npackages = []\n'


def test_a_lock_without_a_record_of_its_inputs_is_not_checked() -> None:
    report = report_on({"pylock.toml": PYLOCK, "requirements.in": "six\n"}, "lock-input-hash-stale")
    assert [entry.path for entry in report.not_checked] == ["pylock.toml"]
    assert report.summary.not_checked == 1


def test_what_setup_py_computes_is_not_checked() -> None:
    code = "from setuptools import setup\nsetup(name='x', version='1', python_requires='>=3.9', install_requires=wanted())\n"
    report = report_on({"setup.py": code}, "unpinned")
    assert [(entry.path, "install_requires" in entry.reason) for entry in report.not_checked] == [("setup.py", True)]
