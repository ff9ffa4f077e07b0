"""The one program. Commands are named here and loaded when called: `classify` must not pay for the database."""

import gc
import importlib
import sys
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "api": "offhours.commands.api",
    "bench": "offhours.commands.bench",
    "chaos": "offhours.commands.chaos",
    "classify": "offhours.commands.classify",
    "corrections": "offhours.commands.corrections",
    "demo": "offhours.commands.demo",
    "forecast": "offhours.commands.forecast",
    "migrate": "offhours.commands.migrate",
    "opportunities": "offhours.commands.opportunities",
    "poller": "offhours.commands.poller",
    "replay": "offhours.commands.replay",
    "reread": "offhours.commands.reread",
    "restored": "offhours.commands.restored",
    "sender": "offhours.commands.sender",
    "serve": "offhours.commands.serve",
    "settings": "offhours.commands.settings",
    "sign-in-link": "offhours.commands.sign_in_link",
    "why": "offhours.commands.why",
}


class LazyGroup(TyperGroup):
    """Looks its commands up in COMMANDS: name -> module with a typer application called `app`.

    The types are Any because typer carries its own copy of click under a private name.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = get_command(_loaded(module).app)
        command.name = cmd_name  # a group of commands has none of its own
        return command


def _loaded(name: str) -> Any:
    """A command's module. By importlib, because an import at the top would load every command's libraries for each of
    them (1 s and more). What it loads stays: looking through it for garbage, now and later, is a tenth of the start."""
    if name not in sys.modules:
        gc.disable()
        try:
            importlib.import_module(name)
        finally:
            gc.freeze()
            gc.enable()
    return sys.modules[name]


app = typer.Typer(
    cls=LazyGroup, no_args_is_help=True, add_completion=False, help="Outbound e-mail with response handling."
)


@app.callback()
def main() -> None:
    """Outbound e-mail with response handling, by the method of Predictable Revenue."""
