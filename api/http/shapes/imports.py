"""What an import of a table did."""

from api.http.shapes.shape import Shape


class Imported(Shape):
    """Ce qu’un import a fait\u00a0; ou ferait, si rien n’est écrit."""

    read: int
    recorded: int
    corrected: int
    unchanged: int
    written: bool
