"""What the reading sides keep of a deadline: the days on which the clock may have to act."""

from domain.values import Deadline


def clock_days(deadline: Deadline | None) -> str:
    """In order, with commas, as ``string_to_array`` reads them; none of no deadline."""
    if deadline is None:
        return ""
    days = {day.isoformat() for day in (*deadline.reminders, deadline.lapses_on) if day}
    return ",".join(sorted(days))
