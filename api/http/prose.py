"""What the API's description says in words, and the conventions that all its doors share."""

from collections.abc import Mapping
from typing import Any

ABOUT = """\
Le journal des coopérations d’un Projet Social de Territoire : situations, orientations,
annuaire, et qui a fait quoi, quand.

**Écrire** est un `POST` sur un nom : un fait de plus, jamais modifié. Agir sur ce qui existe
demande la version lue, `If-Match` (reçue dans `ETag`). Avec `Idempotency-Key`, une demande
répétée ne fait rien de plus et reçoit la première réponse, même avec l’ancienne version.

**Lire** est un `GET` de ce dont un lecteur a besoin ; `HEAD` répond de même, sans corps.
Toute lecture d’une situation est consignée avant de partir. `X-Maillage-Position` dit
jusqu’à quel fait du journal la réponse tient compte.

**Les pages** se suivent par `Link: <…>; rel="next"`, ou par `after` avec la valeur de `next`.

**Les erreurs** sont des *problem details* (RFC 9457) : `type` est stable, `errors` nomme les
champs ; rien de ce qui a été envoyé n’est répété.
"""

TAGS: list[dict[str, Any]] = [
    {"name": "referrals", "description": "Orientations : un service en sollicite un autre."},
    {"name": "cases", "description": "Situations : à traiter, dossiers, historique, notes."},
    {
        "name": "people",
        "description": "Personnes : les joindre sans risque, leurs accords, leurs droits.",
    },
    {"name": "agents", "description": "Professionnel·les : rôles, mandats, absences, relais."},
    {"name": "convention", "description": "Convention : avenants, reconduction, dénonciation."},
    {"name": "territory", "description": "Réglages du territoire, adoptés comme des faits."},
    {
        "name": "commitments",
        "description": "Engagements : demandés, pris, tenus, confirmés ou contestés.",
    },
    {"name": "audit-missions", "description": "Missions d’audit : qui peut lire des noms."},
    {"name": "forums", "description": "Instances : membres, réunions, présences, décisions."},
    {"name": "resources", "description": "Ressources mises à disposition du projet."},
    {"name": "directory", "description": "Annuaire des partenaires du territoire."},
    {
        "name": "observations",
        "description": "Données d’observation ; besoins restés sans service.",
    },
    {
        "name": "contributions",
        "description": "Contributions d’habitant·es : scellées, masquées, répondues.",
    },
    {
        "name": "alerts",
        "description": "Cellule de veille : les alertes, du premier regard à la fin.",
    },
    {
        "name": "weak-signals",
        "description": "Signaux faibles : proposés, jamais lancés d’office.",
    },
    {
        "name": "watch-sessions",
        "description": "Séances de la cellule de veille : points, suites, comptes rendus.",
    },
    {"name": "calendar", "description": "Agenda du service (iCalendar), jamais un nom."},
    {
        "name": "conferences",
        "description": "Conférence sociale locale de l’année, et ses suites.",
    },
    {"name": "sheets", "description": "Fiches actions : portées, mesurées, révisées."},
    {
        "name": "journal",
        "description": "Qui a fait quoi, quand, à quel titre ; suivre ce qui change.",
    },
    {"name": "subjects", "description": "Fin des données personnelles."},
    {"name": "service", "description": "Point d’entrée de l’API et état du service."},
]

ANSWERS: Mapping[int, tuple[str, str]] = {
    400: ("bad-if-match", "Un en-tête est mal formé."),
    401: ("no-token", "Jeton absent, inconnu, expiré ou révoqué."),
    403: ("may-not-read", "Le rôle ou le service de l’appelant ne le permet pas."),
    404: ("unknown", "Inconnu, ou d’un autre territoire que celui du jeton."),
    409: ("already-ended", "L’état actuel ne le permet pas."),
    410: ("subject-erased", "Les données ont été détruites."),
    412: ("stale", "La version lue n’est plus la dernière : relire, puis agir."),
    413: ("too-large", "Plus de 262 144 octets."),
    415: ("unsupported-media-type", "Le corps n’est pas annoncé comme ce qui est attendu."),
    422: ("invalid-request", "Un champ est invalide ; `errors` le nomme."),
    428: ("if-match-required", "`If-Match` est nécessaire pour agir sur ce qui existe."),
    429: ("too-many-streams", "Trop de flux ouverts par cet agent."),
    500: ("internal", "Erreur interne ; `X-Request-Id` permet de la retrouver."),
    503: ("unavailable", "Momentanément indisponible ; réessayer après `Retry-After`."),
}
"""For each status: a problem's code as example, and when it is answered."""

_TEXT = {"type": "string"}
_VERSION = {"type": "string", "pattern": r'^(?:W/)?"[1-9]\d{0,8}"$', "example": '"3"'}

HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "La version, à rendre dans `If-Match`.", "required": True,
        "schema": _VERSION,
    },
    "Link": {"description": "La page suivante, tant qu’il y en a une.", "schema": _TEXT},
    "Location": {
        "description": "L’adresse de ce qui vient d’être créé.", "required": True,
        "schema": _TEXT,
    },
    "Retry-After": {"description": "Secondes à attendre.", "schema": _TEXT},
    "WWW-Authenticate": {
        "description": "Toujours `Bearer`.", "required": True, "schema": _TEXT,
    },
    "X-Maillage-Position": {
        "description": "Le dernier fait du journal dont cette réponse tient compte.",
        "required": True, "schema": {"type": "integer", "minimum": 0},
    },
}  # fmt: skip

PARAMETERS: dict[str, Any] = {
    "If-Match": {
        "name": "If-Match", "in": "header", "required": True, "schema": _VERSION,
        "description": "La version que l’appelant a lue.",
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key", "in": "header",
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        "description": "Une clé par demande, gardée 30 jours.",
    },
}  # fmt: skip
