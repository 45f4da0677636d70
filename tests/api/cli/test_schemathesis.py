"""Schemathesis tries every door against the API's own description, on a real server.

Every boundary of every field is tried; random ones as long as the time allows.
"""

import asyncio
import os
import sys
from pathlib import Path

from tests.api.cli.conftest import Served
from tests.api.conftest import CCAS, Somebody, new_referral
from tests.conftest import TERRITORY

_EXAMPLES, _BUDGET, _PATIENCE = 2, 40, 120


async def test_nothing_that_is_sent_gets_an_answer_that_is_not_described(
    served: Served, ccas: Somebody, tmp_path: Path
) -> None:
    made = (await ccas.post("/referrals", new_referral())).json()
    known = {
        "TOKEN": ccas.token, "TERRITORY": TERRITORY, "CASE": made["case"],
        "REFERRAL": made["referral"], "PARTNER": str(CCAS),
    }  # fmt: skip
    config = Path(__file__).with_name("schemathesis.toml")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli",
        f"--config-file={config}", "run", f"{served.url}/api/v1/openapi.json",
        f"--url={served.url}", f"--max-examples={_EXAMPLES}", "--generation-deterministic",
        f"--max-time={_BUDGET}", "--no-shrink", "--no-color",
        env=os.environ | known, cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), _PATIENCE)

    assert 0 == process.returncode, said.decode()
