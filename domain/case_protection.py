"""What leaves the case to protect somebody: that it left, by which way, never what it said.

That these facts exist is a secret of its own: ``domain.case_reading`` says whose.
"""

from typing import ClassVar

from domain import case_life as life
from domain import codes
from domain.case_standing import CaseStanding, Fact
from domain.values import Code, Line, Medium, PartnerId, Personal, Text


class Protection(CaseStanding):
    class AuthorityInformed(Fact):
        """What an authority strictly needs to know, told in confidence (L.121-6-2, al. 6)."""

        transition: ClassVar[bool] = False
        sensitivity: ClassVar[str] = "protection"

        authorities: tuple[Code, ...]
        categories: tuple[Code, ...]
        why: Personal[Text]

    class TransmittedToProtection(Fact):
        """To the CRIP, the procureur or 119 (L.226-2-1, code pénal 226-14); no content."""

        transition: ClassVar[bool] = False
        sensitivity: ClassVar[str] = "protection"

        route: Code
        medium: Medium
        family_informed: Code
        receipt: Personal[Line] | None

    def inform_authority(
        self,
        *,
        by: PartnerId,
        authorities: tuple[Code, ...],
        categories: tuple[Code, ...],
        why: str,
    ) -> None:
        """By the coordinator, or by the professional who intervenes alone."""
        self._ensure_shared(by)
        alone = self.partners == {by}
        if not alone and (self.coordinator is None or by != self.coordinator.partner):
            raise life.NotCoordinator
        if not authorities:
            raise life.NoAuthority
        if not categories:
            raise life.NothingTold
        codes.AUTHORITIES.ensure_each(authorities=authorities)
        codes.INFORMATION_CATEGORIES.ensure_each(categories=categories)
        self.trigger_event(
            self.AuthorityInformed,
            by=by,
            authorities=authorities,
            categories=categories,
            why=why,
        )

    def transmit_to_protection(
        self,
        *,
        by: PartnerId,
        route: str,
        medium: Medium,
        family_informed: str,
        receipt: str | None = None,
    ) -> None:
        """Possible at any time, also after the case has ended: danger does not wait."""
        self._ensure_involved(by)
        codes.PROTECTION_ROUTES.ensure(route=route)
        codes.MEDIA.ensure(medium=medium)
        codes.FAMILY_INFORMED.ensure(family_informed=family_informed)
        self.trigger_event(
            self.TransmittedToProtection,
            by=by,
            route=route,
            medium=medium,
            family_informed=family_informed,
            receipt=receipt,
        )
