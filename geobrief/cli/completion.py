"""``geobrief completion``: what bash, zsh or fish needs to complete the command line.

The parser itself is written out as the shell's own words, so that completing starts no Python and asks for no package.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from geobrief.cli.parser import arguments_of, commands_of, helps_of, options_of
from geobrief.cli.terminal import put_raw

HELP = (
    "Print what a shell needs to complete geobrief's commands, options and choices. "
    "bash: geobrief completion bash > ~/.local/share/bash-completion/completions/geobrief. "
    "zsh: geobrief completion zsh > _geobrief, in a folder of $fpath. "
    "fish: geobrief completion fish > ~/.config/fish/completions/geobrief.fish."
)

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
# Made by `geobrief completion`: make it again after an update.
_geobrief() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" path="" item
    for item in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$path/$item" in
            {paths}) path="$path/$item" ;;
        esac
    done
    case "$path $before" in
{choices}
    esac
    [ "${{#COMPREPLY[@]}}" -gt 0 ] && return
    case "$path" in
{words}
    esac
}}
complete -o default -F _geobrief geobrief
"""

_REPLY = '        {case}) COMPREPLY=($(compgen -W "{words}" -- "$word")) ;;'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("shell", choices=SHELLS, help="the shell that you use")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    from geobrief.cli import full_parser

    written = {"bash": bash, "zsh": zsh, "fish": fish}[args.shell]
    put_raw(written(full_parser()))
    return 0


def bash(parser: argparse.ArgumentParser) -> str:
    """Return the script for bash: a function that completes commands, then options and choices, else files."""
    levels = list(_levels(parser))
    choices = [
        _REPLY.format(case="|".join(f'"{path} {option}"' for option in action.option_strings), words=_choices(action))
        for path, level in levels
        for action in arguments_of(level)
        if action.option_strings and action.choices
    ]
    words = [_REPLY.format(case=f'"{path}"', words=" ".join(_words(level))) for path, level in levels]
    paths = "|".join(f'"{path}"' for path, _ in levels[1:])
    return _BASH.format(paths=paths, choices="\n".join(choices), words="\n".join(words))


def zsh(parser: argparse.ArgumentParser) -> str:
    """Return the script for zsh, which reads bash's functions: one table serves both."""
    return "#compdef geobrief\nautoload -U +X bashcompinit && bashcompinit\n" + bash(parser)


def fish(parser: argparse.ArgumentParser) -> str:
    """Return the script for fish: a line for each command, option and list of choices, each with what it is for."""
    lines = ["# Made by `geobrief completion`: make it again after an update."]
    for path, level in _levels(parser):
        seen = path.strip("/").split("/") if path else []
        inner = " ".join(commands_of(level))
        tests = [f"__fish_seen_subcommand_from {name}" for name in seen]
        outer = "; and ".join(tests) if tests else "__fish_use_subcommand"
        until = [*tests, *([f"not __fish_seen_subcommand_from {inner}"] if inner else [])]
        for name, about in helps_of(level).items():
            lines.append(f"complete -c geobrief -f -n '{'; and '.join(until)}' -a {name} -d '{_quoted(about)}'")
        lines += [_fish_argument(outer, action) for action in arguments_of(level)]
    return "\n".join(line for line in lines if line) + "\n"


def _fish_argument(condition: str, action: argparse.Action) -> str:
    choices = f" -x -a '{_choices(action)}'" if action.choices else (" -r" if action.nargs != 0 else "")
    if not action.option_strings:
        return f"complete -c geobrief -n '{condition}'{choices}" if action.choices else ""
    names = " ".join(
        f"-l {option.removeprefix('--')}" if option.startswith("--") else f"-s {option[1:]}"
        for option in action.option_strings
    )
    return f"complete -c geobrief -n '{condition}' {names}{choices} -d '{_quoted(action.help or '')}'"


def _levels(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parser, then each command and each action of it, with the words that lead there: ``/gazetteer/search``."""
    yield path, parser
    for name, command in commands_of(parser).items():
        yield from _levels(command, f"{path}/{name}")


def _words(parser: argparse.ArgumentParser) -> list[str]:
    positional = [_choices(action) for action in arguments_of(parser) if action.choices and not action.option_strings]
    return [*commands_of(parser), *positional, *options_of(parser)]


def _choices(action: argparse.Action) -> str:
    return " ".join(map(str, action.choices or ()))


def _quoted(text: str) -> str:
    return text.replace("%%", "%").replace("\\", "\\\\").replace("'", "\\'")
