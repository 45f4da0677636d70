"""What the kernel says of processes."""

from pathlib import Path


def state(pid: int) -> str:
    """R, S, D, T (stopped)…; Z where it has ended, reaped or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return "Z"
    return stat.rpartition(")")[2].split()[0]


def children(pid: int) -> list[int]:
    return [
        int(child)
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    ]
