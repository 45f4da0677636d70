"""``maillage referral refusal …``: every verb as a command, made from what it asks."""

import json
import sys
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

from pydantic import ValidationError
from typer import Argument, Option, Typer
from typer.main import get_group

from api.cli.exits import Exit, Failure
from api.cli.french import Command, Group
from api.cli.options import AsJson, Territory, Token, TokenOfAgent
from api.cli.place import answer, head_of, identifier, installed, run, say
from api.cli.seats import acting
from api.commands.asks import Ask
from api.commands.blanks import Blank, Kind, blanks_of
from api.commands.resources import RESOURCES
from api.commands.verbs import Resource, Verb
from api.problems import of_invalid

_FEW = 24
_WRITTEN = ("text", "line")
_METAVARS: Mapping[Kind, str] = {
    "code": "CODE", "text": "FICHIER", "line": "FICHIER", "day": "DATE", "moment": "MOMENT",
    "number": "N", "quantity": "NOMBRE", "partner": "PARTENAIRE", "agent": "AGENT",
    "person": "PERSONNE", "party": "sender|addressee",
    "identifier": "IDENTIFIANT", "other": "JSON",
}  # fmt: skip
_Seen = Annotated[
    int | None,
    Option("--seen", min=1, metavar="VERSION", help="La version que vous avez vue."),
]


def commands_of(address: str) -> Mapping[str, Any]:
    """The commands of a resource's verbs, by noun."""
    [resource] = [each for each in RESOURCES if each.address == address]
    made = Typer(cls=Group, rich_markup_mode=None, add_completion=False)
    for verb in (*resource.beginnings, *resource.verbs.values()):
        made.command(verb.noun, cls=Command, help=f"{verb.title}.")(_asking(resource, verb))
    made.callback()(lambda: None)
    return get_group(made).commands


def _asking(resource: Resource, verb: Verb) -> Callable[..., int]:
    """A function whose signature Typer reads: one option for each blank."""
    blanks = blanks_of(verb.ask)

    def asked(**said: Any) -> int:
        return run(_do(resource, verb, {blank.name: blank for blank in blanks}, said))

    parameters = [_parameter("insee", Territory)]
    exists = verb not in resource.beginnings
    if exists and resource.stream is None:
        who = Argument(metavar="IDENTIFIANT", help=f"Identifiant : {resource.title}.")
        parameters.append(_parameter("stream", Annotated[str, who]))
    parameters += [_option(blank) for blank in blanks]
    if exists:
        parameters += [_parameter("seen", _Seen, None), _parameter("token", TokenOfAgent)]
    else:
        parameters.append(_parameter("token", Token, None))  # before there is any account
    parameters.append(_parameter("as_json", AsJson, False))
    asked.__signature__ = Signature(parameters)  # type: ignore[attr-defined] # read by Typer
    asked.__annotations__ = {each.name: each.annotation for each in parameters}
    return asked


def _parameter(name: str, annotation: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _option(blank: Blank) -> Parameter:
    said = Option(metavar=_METAVARS[blank.kind], help=_help(blank))
    if blank.many:
        return _parameter(blank.name, Annotated[list[str] | None, said], None)
    if blank.required:
        return _parameter(blank.name, Annotated[str, said])
    return _parameter(blank.name, Annotated[str | None, said], None)


def _help(blank: Blank) -> str:
    """Words about people are read from a file: a command line is seen by others."""
    said = [blank.title, blank.hint]
    if blank.kind in _WRITTEN:
        said.append("Le texte est lu dans ce fichier ; - pour l’entrée standard.")
    if blank.codes is not None and len(blank.codes) <= _FEW:
        said.append(f"Codes : {', '.join(blank.codes)}.")
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in said if part)


async def _do(
    resource: Resource, verb: Verb, blanks: Mapping[str, Blank], said: dict[str, Any]
) -> Exit:
    as_json, seen, token = said.pop("as_json"), said.pop("seen", None), said.pop("token")
    territory = said.pop("insee")
    stream = identifier(said.pop("stream"), "IDENTIFIANT") if "stream" in said else None
    ask = _read(verb.ask, {name: _value(blanks[name], value) for name, value in said.items()})
    async with installed() as installation:
        await head_of(installation, territory)
        desk = await acting(installation, territory, token, seen)
        one = stream or resource.new(desk, ask)
        receipt = await resource.run(verb.noun, desk, one, ask)
    if as_json:
        answer({**receipt._asdict(), "id": one})
    else:
        say(f"C’est fait : version {receipt.version}, position {receipt.position} du journal.")
        if verb in resource.beginnings:
            say(f"Identifiant : {one}.")
    return Exit.DONE


def _read(ask: type[Ask], said: Mapping[str, Any]) -> Ask:
    try:
        return ask.model_validate({name: each for name, each in said.items() if each})
    except ValidationError as invalid:
        told = of_invalid(invalid.errors(include_input=False, include_url=False)).errors
        faults = (f"--{each['field'].replace('_', '-')} : {each['reason']}" for each in told)
        raise Failure(Exit.MISUSED, f"{' ; '.join(faults)}.") from None


def _value(blank: Blank, said: Any) -> Any:
    if isinstance(said, list):
        return [_value(blank, each) for each in said]
    if said is None or blank.kind not in (*_WRITTEN, "other"):
        return said
    try:
        return json.loads(said) if blank.kind == "other" else _text(said)
    except (OSError, ValueError):
        option, kind = blank.name.replace("_", "-"), "du JSON"
        if blank.kind in _WRITTEN:
            kind = "un fichier de texte lisible"
        raise Failure(Exit.MISUSED, f"--{option} : ce n’est pas {kind}.") from None


def _text(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
