"""Arguments into options: every command and option is declared here once; the parser, the help and the shell completions come from it."""

from __future__ import annotations

from types import SimpleNamespace

from deplint.config.keys import BY_NAME
from deplint.config.words import ConfigError, one_of, suggestion
from deplint.typing_light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence
    from typing import Any, NoReturn


class Option(NamedTuple):
    """One option. Without `value` it is a switch; `many` can be given several times; `split` takes a comma-separated list."""

    flags: tuple[str, ...]
    about: str
    value: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None
    many: bool = False
    split: bool = False

    @property
    def name(self) -> str:
        return self.flags[-1]

    @property
    def key(self) -> str:
        return self.name.lstrip("-").replace("-", "_")

    @property
    def start(self) -> Any:
        """The value where the option is not given."""
        return self.default if self.value else False


class Command(NamedTuple):
    """One command. `operands` names what follows the options, "" where nothing may."""

    name: str
    about: str
    operands: str
    options: tuple[Option, ...]
    choices: tuple[str, ...] = ()
    """What the operands can be, where that is known."""


def _of_key(name: str) -> tuple[str, ...]:
    return BY_NAME[name].choices


COMMON = (
    Option(("--debug",), "show the traceback of what breaks in deplint itself"),
    Option(("-h", "--help"), "show this help"),
)
COLOR = Option(("--color",), "when to use colours; auto is on a terminal", "WHEN", ("auto", "always", "never"), "auto")
CHOICE = (
    Option(("--config",), "a configuration file, or one key of it as KEY=VALUE", "FILE|KEY=VALUE", many=True),
    Option(("--isolated",), "without any configuration file"),
    Option(("--force-exclude",), "leave out what the configuration excludes, even if it is named here"),
)
RULES = (
    Option(("--select",), "run these rules instead: codes, prefixes (DPL2), names, ALL", "RULES", many=True, split=True),
    Option(("--ignore",), "don't run these rules", "RULES", many=True, split=True),
    Option(("--extend-select",), "run these rules as well", "RULES", many=True, split=True),
    Option(("--profile",), "how strict to be", "PROFILE", _of_key("profile")),
)
CHECK = Command(
    "check",
    "lint (this is what deplint does if no command is given)",
    "PATH",
    (
        Option(("--output-format",), "the report on standard output", "FORMAT", _of_key("output-format")),
        Option(("--output",), "write another report to a file", "FORMAT=FILE", many=True),
        *RULES,
        Option(("--fail-on",), "exit with 1 from this severity on", "SEVERITY", _of_key("fail-on")),
        Option(("--exit-zero",), "exit with 0 whatever is found"),
        *CHOICE,
        Option(("--fix",), "repair what can be repaired without changing what gets installed, and report the rest"),
        Option(("--fix-only",), "repair it, and report nothing"),
        Option(("--unsafe-fixes",), "with --fix, --fix-only or --diff: also the repairs that may change what gets installed"),
        Option(("--diff",), "show what --fix would change; change nothing"),
        Option(("--baseline",), "leave out the findings in this file; without the option, in .deplint-baseline.json", "FILE"),
        Option(("--write-baseline",), "write all findings into the baseline, so that only new ones are reported from now on"),
        Option(("--since",), "report only what this revision of git did not have", "REV"),
        Option(("--statistics",), "count the findings of each rule instead of showing them"),
        Option(("--show-files",), "show the files that would be linted, and how they were understood"),
        Option(("--show-settings",), "show all settings, and where each comes from"),
        Option(("--stdin-filename",), "lint what comes on standard input as if it were this file", "FILE"),
        COLOR,
        Option(("-q", "--quiet"), "only the findings, without the summary"),
        Option(("-v", "--verbose"), "say on standard error what is read and run, and how long it took"),
        Option(("-V", "--version"), "show the version"),
        *COMMON,
    ),
)
COMMANDS = (
    CHECK,
    Command(
        "rule",
        "explain a rule, or list them all",
        "RULE",
        (
            Option(("--all",), "explain all rules"),
            Option(("--output-format",), "how to show them", "FORMAT", ("text", "json", "markdown"), "text"),
            COLOR,
            *COMMON,
        ),
    ),
    Command("files", "show which files are linted", "PATH", (Option(("--explain",), "say how that was found"), *CHOICE, *COMMON)),
    Command("init", "write a configuration and a baseline, and show how to run deplint in a hook and a workflow", "", (*CHOICE, *COMMON)),
    Command("why", "show who needs a package, in which lock, and by which way", "PACKAGE", (*CHOICE, COLOR, *COMMON)),
    Command(
        "diff",
        "show which packages changed in the locks since a revision of git",
        "REV",
        (Option(("--output-format",), "how to show them", "FORMAT", ("text", "json", "markdown"), "text"), COLOR, *COMMON),
    ),
    Command("schema", "print the JSON schema of the configuration", "", COMMON),
    Command("completion", "print a completion script for a shell", "SHELL", COMMON, ("bash", "zsh", "fish")),
)
BY_COMMAND = {command.name: command for command in COMMANDS}


class UsageError(ConfigError):
    """The command line is wrong."""


def parsed(arguments: Sequence[str]) -> SimpleNamespace:
    """The options by key, the `command` (a Command), and the `operands`. Raises UsageError."""
    command = BY_COMMAND.get(arguments[0]) if arguments else None
    rest = list(arguments[1:] if command else arguments)
    command = command or CHECK
    if any(argument.startswith("-") for argument in rest):
        options = _with_argparse(command, rest)
    else:
        # The common case: importing argparse would take half as long as the rest of a small run.
        options = SimpleNamespace(**{option.key: option.start for option in command.options}, operands=rest)
    options.command = command
    return options if options.help else _checked(command, options)


def _with_argparse(command: Command, arguments: list[str]) -> SimpleNamespace:
    # What follows `--` are operands; argparse's own handling of it differs from version to version.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    namespace = SimpleNamespace(**{option.key: option.start for option in command.options})
    parser = parser_of(command)
    # argparse takes operands only in one go, but people put options between them.
    known, left = parser.parse_known_args(arguments[:end], namespace=namespace)
    for argument in left:
        if argument.startswith("-") and argument != "-":
            flags = (flag for option in command.options for flag in option.flags)
            parser.error(f"unknown option `{argument}`{suggestion(argument.partition('=')[0], flags)}")
    known.operands = [*left, *arguments[end + 1 :]]
    return known


def parser_of(command: Command) -> ArgumentParser:
    """The argparse parser of a command; it leaves the operands."""
    from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter

    class Parser(ArgumentParser):
        def error(self, message: str) -> NoReturn:
            raise UsageError(f"{message.removeprefix('argument ')} (see `{self.prog} --help`)")

    first = command is CHECK
    parser = Parser(
        prog="deplint" if first else f"deplint {command.name}",
        usage=usage(command),
        description="Lint what Python projects depend on." if first else command.about[:1].upper() + command.about[1:] + ".",
        epilog=_commands() if first else None,
        formatter_class=RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    for option in command.options:
        about = f"{option.about} ({', '.join(option.choices)})" if option.choices else option.about
        if option.value:
            action = "append" if option.many else "store"
            parser.add_argument(*option.flags, action=action, metavar=option.value, default=SUPPRESS, help=about.replace("%", "%%"))
        else:
            parser.add_argument(*option.flags, action="store_true", default=SUPPRESS, help=about)
    return parser


def usage(command: Command) -> str:
    """The line that shows how a command is called."""
    name = "deplint [check]" if command is CHECK else f"deplint {command.name}"
    operands = f"{{{','.join(command.choices)}}}" if command.choices else f"[{command.operands} ...]" if command.operands else ""
    return f"{name} [OPTION ...] {operands}".rstrip()


def _commands() -> str:
    lines = [f"  {command.name:12}{command.about}" for command in COMMANDS]
    more = "`deplint COMMAND --help` tells more. A path that is called like a command is given as ./path."
    return "\n".join(["commands:", *lines, "", more])


def _checked(command: Command, options: SimpleNamespace) -> SimpleNamespace:
    """With comma-separated values split, and everything held against its choices."""
    for option in command.options:
        value = getattr(options, option.key)
        if option.split and value is not None:
            setattr(options, option.key, tuple(_split(value)))
        elif option.choices and value is not None and value not in option.choices:
            raise UsageError(f"{option.name} must be {one_of(option.choices)}, not `{value}`")
    if command.choices:
        if len(options.operands) != 1 or options.operands[0] not in command.choices:
            raise UsageError(f"`deplint {command.name}` needs {one_of(command.choices)}")
    elif options.operands and not command.operands:
        raise UsageError(f"`deplint {command.name}` takes no `{options.operands[0]}`")
    return options


def _split(values: list[str]) -> Iterator[str]:
    for value in values:
        yield from (part.strip() for part in value.split(",") if part.strip())
