"""What Typer says in English, said in French; never the value that it refused."""

from collections.abc import Mapping
from typing import Any

from typer import Typer, core
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.exceptions import TyperException

_WORDS: Mapping[str, str] = {
    "Arguments": "Arguments",
    "Options": "Options",
    "Commands": "Commandes",
    "required": "obligatoire",
    "default: {default}": "par défaut : {default}",
    "env var: {var}": "variable d’environnement : {var}",
}
_SENTENCES: Mapping[str, str] = {
    "NoSuchOption": "Option inconnue.",
    "MissingParameter": "Il manque {what}.",
    "BadParameter": "Valeur refusée pour {what}.",
    "BadOptionUsage": "Il manque la valeur d’une option.",
}
vars(core)["_"] = lambda text: _WORDS.get(text, text)  # Typer's own hook, bound at its import


class Command(TyperCommand):
    def get_help_option(self, ctx: Any) -> TyperOption | None:
        return _help(super().get_help_option(ctx))


class Group(TyperGroup):
    def get_help_option(self, ctx: Any) -> TyperOption | None:
        return _help(super().get_help_option(ctx))


class Verbs(Group):
    """A group that goes on with the verbs of a resource, imported when they are asked for."""

    address: str

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *self._verbs()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, cmd_name) or self._verbs().get(cmd_name)

    def _verbs(self) -> Mapping[str, Any]:
        from api.cli.verbs import commands_of

        return commands_of(self.address)


def group(place: str, what: str) -> Typer:
    """The group of the resource at that address."""

    class Of(Verbs):
        address = place

    return Typer(cls=Of, no_args_is_help=True, rich_markup_mode=None, help=f"{what}.")


def misuse(error: TyperException) -> str:
    """The sentence of a command line that makes no sense, and where its help is."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return error.message
    otherwise = "Commande inconnue ou mal formée."
    sentence = _SENTENCES.get(kind, otherwise).format(what=_what(error))
    path = context.command_path if context is not None else "maillage"
    return f"{sentence} Voir `{path} --help`."


def _what(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "un argument"
    names = [name for name in parameter.opts if name.startswith("-")]
    return names[0] if names else str(parameter.metavar or parameter.name)


def _help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Affiche cette aide."
    return option
