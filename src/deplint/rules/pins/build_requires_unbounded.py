"""DPL154 build-requires-unbounded: a build requirement of any version."""

from __future__ import annotations

from deplint.questions.exemptions import is_exempt, is_remarked
from deplint.rule import Related, Rule, Severity
from deplint.typing_light import TYPE_CHECKING
from deplint.versions import pin_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

# Every pip has brought some version of these for ten years, and any will do.
_ANY = frozenset(("setuptools", "wheel"))


class BuildRequiresUnbounded(Rule):
    """Build requirement without a version.

    ## Why is this bad?
    Each build takes the newest backend of the day. A release that was built from the same sources a year later may hold other metadata, or
    not be built at all. `>=` the first version that knows what the file asks of it, or a range, says what was tried.

    ## Example
    ```bad pyproject.toml
    [build-system]
    requires = ["hatchling", "hatch-vcs>=0.4"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["click>=8"]
    ```
    ```good pyproject.toml
    [build-system]
    requires = ["hatchling>=1.26", "hatch-vcs>=0.4"]
    build-backend = "hatchling.build"

    [project]
    name = "acme-client"
    version = "1.0"
    requires-python = ">=3.10"
    dependencies = ["click>=8"]
    ```
    On in the pedantic profile. `setuptools` and `wheel`, packages of the repository itself, paths, and entries with a marker or a comment
    are not flagged; a file gets one finding.
    """

    code = "DPL154"
    severity = Severity.INFO
    profiles = ("pedantic",)
    only_for = ("pyproject",)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.of_kind("pyproject"):
            found = [
                each
                for each in manifest.dependencies
                if each.group == "build"
                and each.name not in _ANY
                and pin_kind(each) == "none"
                and not each.marker
                and not is_remarked(each)
                and not is_exempt(each, project)
            ]
            if found:
                first, *others = found
                also = f" and {len(others)} more have" if others else " has"
                yield self.found(
                    first.part(first.name_span),
                    f"`{first.written}`{also} no version in `build-system.requires`, so every build may take another; add a range",
                    label="any version builds",
                    related=[Related(other.part(other.name_span), "nor has this one") for other in others[:20]],
                    subject=manifest.path,
                )
