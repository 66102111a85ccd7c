"""`duban`: one group, a file for each command, one handler for what goes wrong.

Exit codes: 0 done; 1 a mistake of the program (run again with --debug and report it); 2 the command was written wrongly;
3 refused, with a line that says what is wrong, where, and what to do.
"""

import importlib
import os
import pkgutil
import sys

import click

from duban_cli import commands
from duban_cli.errors import Refusal, sentence_of

PROGRAM_MISTAKE, REFUSED = 1, 3


class Commands(click.Group):
    """Finds the commands in the package, one file each, and loads only the one that runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        del ctx
        return sorted(
            m.name.removesuffix("_").replace("_", "-") for m in pkgutil.iter_modules(commands.__path__)
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in self.list_commands(click.Context(self)):
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"duban_cli.commands.{name + '_' if name == 'import' else name}")
        command: click.Command = module.command
        command.name = cmd_name
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--debug", is_flag=True, help="Show the trace of an error.")
@click.version_option(package_name="duban", prog_name="duban")
@click.pass_context
def duban(ctx: click.Context, *, debug: bool) -> None:
    """Duban 督办: read an office's papers, keep its ledger, compute its lights, write its bulletin.

    \b
    Exit codes: 0 done; 1 a mistake of the program; 2 written wrongly; 3 refused, with the reason.
    """
    ctx.obj = {"debug": debug}


def run() -> None:
    """The entry point: every failure is one line, unless --debug asks for the trace."""
    debug = "--debug" in sys.argv
    try:
        duban(standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped; nothing is half-saved.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as problem:  # noqa: BLE001 the outermost handler
        _end(problem, debug=debug)


def _end(problem: Exception, *, debug: bool) -> None:
    sentence = sentence_of(problem)
    if debug:
        raise problem
    if sentence is None:
        click.echo(
            f"duban: {type(problem).__name__}: {problem} (run again with --debug for the trace)", err=True
        )
        sys.exit(PROGRAM_MISTAKE)
    click.echo(f"duban: {sentence}", err=True)
    sys.exit(REFUSED)


__all__ = ["Refusal", "duban", "run"]
