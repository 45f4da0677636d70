"""What the form offers to its writer: sentences to confirm, quartiers of the territory."""

from api.commands import sharing
from api.commands.deadlines import territory_of
from api.desk import Desk
from api.pages.draft import Offered
from api.pages.forms import Form
from api.pages.suggestions import identifier
from domain.sharing import proposals
from domain.values import CaseId


async def to(desk: Desk, form: Form) -> Offered:
    """For who writes, and the case that the form is about."""
    about = identifier(form["situation"] or form["personne"].partition("/")[0])
    accords = await sharing.proposed(desk, [CaseId(about)] if about is not None else [])
    return Offered(accords, (await territory_of(desk)).geography)


async def whatever_it_is_about(desk: Desk) -> Offered:
    """Every sentence that is open to who writes, today."""
    accords = proposals(await sharing.function_of(desk), desk.today)
    return Offered(accords, (await territory_of(desk)).geography)
