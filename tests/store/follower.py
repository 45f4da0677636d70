"""A process that follows a territory's log in small batches, until it is killed."""

import asyncio
import sys
from pathlib import Path

import store.follow
from api.installation import opened
from api.settings import Settings
from store.embedded import Addresses
from store.follow import follow


async def main(home: str, territory: str, *where: str) -> None:
    store.follow._BATCH = 2
    async with opened(Settings(home=Path(home)), Addresses(*where)) as it:
        print("ready", flush=True)  # noqa: T201
        while True:
            for follower in it.followers:
                await follow(it.writers, follower, territory)
            await asyncio.sleep(0.001)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
