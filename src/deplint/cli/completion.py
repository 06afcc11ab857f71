"""The declared commands and options into completion scripts for bash, zsh and fish."""

from __future__ import annotations

from deplint.cli.options import CHECK, COMMANDS, Command, Option
from deplint.cli.output import write_report
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import SimpleNamespace


def completion(options: SimpleNamespace) -> int:
    """Runs `deplint completion SHELL`."""
    write_report({"bash": bash, "zsh": zsh, "fish": fish}[options.operands[0]](), "text")
    return 0


def _flags(command: Command) -> list[str]:
    return [flag for option in command.options for flag in option.flags]


def _words(command: Command) -> str:
    """Operands that are known, for a shell's word list."""
    return " ".join(command.choices)


def bash() -> str:
    """A script for `eval "$(deplint completion bash)"`."""
    cases = [
        f"        {command.name},{option.name}) words='{' '.join(option.choices)}' ;;"
        for command in COMMANDS
        for option in command.options
        if option.choices
    ]
    flags = [f"        {command.name}) flags='{' '.join(_flags(command))}'; operands='{_words(command)}' ;;" for command in COMMANDS]
    names = " ".join(command.name for command in COMMANDS)
    return f"""\
_deplint() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=check words='' flags='' operands=''
    case ${{COMP_WORDS[1]}} in {names.replace(" ", "|")}) (( COMP_CWORD > 1 )) && command=${{COMP_WORDS[1]}} ;; esac
    case $command,$previous in
{chr(10).join(cases)}
    esac
    case $command in
{chr(10).join(flags)}
    esac
    if [[ -n $words ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    elif [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$current"))
    else
        (( COMP_CWORD == 1 )) && operands="$operands {names}"
        COMPREPLY=($(compgen -W "$operands" -- "$current"))
    fi
}}
complete -o default -F _deplint deplint
"""


def zsh() -> str:
    """A script for a file `_deplint` in a folder of `$fpath`, or for `eval "$(deplint completion zsh)"`."""
    branches = []
    for command in COMMANDS:
        arguments = [_zsh_option(option) for option in command.options]
        arguments.append(f"'*:{command.operands.lower()}:({_words(command)})'" if command.choices else "'*:path:_files'")
        branches.append(f"        {command.name}) _arguments -s {' '.join(arguments)} ;;")
    names = " ".join(f"'{command.name}:{_zsh_quoted(command.about)}'" for command in COMMANDS)
    known = "|".join(command.name for command in COMMANDS)
    return f"""\
#compdef deplint
_deplint() {{
    local command=check
    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        local -a commands=({names})
        _describe -t commands command commands
        _files
        return
    fi
    case $words[2] in
        {known}) command=$words[2]; shift words; (( CURRENT-- )) ;;
    esac
    case $command in
{chr(10).join(branches)}
    esac
}}
if [[ $funcstack[1] = _deplint ]]; then _deplint "$@"; else compdef _deplint deplint; fi
"""


def _zsh_option(option: Option) -> str:
    value = ""
    if option.value:
        proposed = f"({' '.join(option.choices)})" if option.choices else "_files" if "FILE" in option.value else " "
        value = f":{option.value.lower()}:{proposed}"
    many = "*" if option.many else ""
    about = _zsh_quoted(option.about)
    if len(option.flags) > 1:
        return f"'({' '.join(option.flags)})'{{{','.join(option.flags)}}}'[{about}]{value}'"
    return f"'{many}{option.name}{'=' if option.value else ''}[{about}]{value}'"


def _zsh_quoted(text: str) -> str:
    return text.replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def fish() -> str:
    """A script for `deplint completion fish | source`."""
    known = " ".join(command.name for command in COMMANDS)
    lines = [f"complete -c deplint -n __fish_use_subcommand -a {command.name} -d {_fish_quoted(command.about)}" for command in COMMANDS]
    for command in COMMANDS:
        others = " ".join(name for name in known.split() if name != "check")
        when = f"not __fish_seen_subcommand_from {others}" if command is CHECK else f"__fish_seen_subcommand_from {command.name}"
        lines += [_fish_option(option, when) for option in command.options]
        if command.choices:
            lines.append(f"complete -c deplint -n '{when}' -f -a '{_words(command)}'")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option, when: str) -> str:
    short = "".join(f" -s {flag[1:]}" for flag in option.flags if not flag.startswith("--"))
    value = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r" if "FILE" in option.value else " -x" if option.value else ""
    return f"complete -c deplint -n '{when}'{short} -l {option.name[2:]} -d {_fish_quoted(option.about)}{value}"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
