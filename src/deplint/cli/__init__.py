"""Arguments into an exit code: the command line, and the only place where an exception ends.

0 clean, 1 findings, 2 the command or the configuration is wrong, 3 deplint or a plugin is broken, 130 interrupted.
"""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False  # importing it from typing would take longer than `deplint --version`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import SimpleNamespace

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """The whole program; `arguments` are without the program's name. Without `arguments` it is this process's last work."""
    if arguments is not None:
        return _outcome(list(arguments))
    # A run makes no garbage in circles. Looking for some, while modules load and again when all ends, takes a sixth of a small run.
    gc.disable()
    try:
        return _outcome(sys.argv[1:])
    finally:
        gc.freeze()


def _outcome(arguments: list[str]) -> int:
    if len(arguments) == 1 and arguments[0] in ("-V", "--version"):
        return _version()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except (Exception, RecursionError) as error:
        return _refused(error) or _broken(error, arguments)


def _version() -> int:
    from deplint import __version__

    sys.stdout.write(f"deplint {__version__}\n")
    return 0


def _run(arguments: Sequence[str]) -> int:
    from deplint.cli.options import parsed

    options = parsed(arguments)
    if options.help:
        return _help(options)
    name = options.command.name
    if name == "check":
        if options.version:
            return _version()
        if options.fix or options.fix_only or options.diff or options.unsafe_fixes:
            from deplint.cli.fix import fix

            return fix(options)
        from deplint.cli.check import check

        return check(options)
    if name == "files":
        from deplint.cli.show import files

        return files(options)
    if name == "init":
        from deplint.cli.init import init

        return init(options)
    if name == "why":
        from deplint.cli.why import why

        return why(options)
    if name == "diff":
        from deplint.cli.diff import diff

        return diff(options)
    if name == "completion":
        from deplint.cli.completion import completion

        return completion(options)
    from deplint.cli.rule import rule, schema

    return rule(options) if name == "rule" else schema(options)


def _help(options: SimpleNamespace) -> int:
    from deplint.cli.options import parser_of
    from deplint.cli.output import write_report

    write_report(parser_of(options.command).format_help(), "text")
    return 0


def _refused(error: BaseException) -> int:
    """2, with the reason told, where the user's command or configuration is wrong; else 0."""
    from deplint.config.words import ConfigError

    if not isinstance(error, ConfigError):
        return 0
    _say(str(error))
    return 2


def _broken(error: BaseException, arguments: Sequence[str]) -> int:
    if "--debug" in arguments:
        from traceback import format_exception

        _say("".join(format_exception(error)).rstrip())
    else:
        _say(f"deplint broke on {type(error).__name__}: {error}; run with --debug to see where")
    return 3


def _say(text: str) -> None:
    from deplint.cli.output import say

    say(text)
