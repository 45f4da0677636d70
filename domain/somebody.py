"""About somebody (au sujet de quelqu’un): what is then to be said, and else left empty."""

from domain.aggregate import Refusal


class Unsaid(Refusal):
    """Ce qui concerne une personne le dit : ce champ est à remplir."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class SaidOfNobody(Refusal):
    """Ce qui ne vise personne ne dit rien d’un ménage : ce champ reste vide."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
