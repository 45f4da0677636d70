"""Settings: environment (``MAILLAGE_…``), then ``maillage.toml``, then secret files.

A secret file is named after its setting, e.g. ``maillage_database_url``, in the folder
``MAILLAGE_SECRETS_DIR``.

Every setting is documented here and in ``docs/operations.md``.
"""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """Where things are and how the service runs."""

    model_config = SettingsConfigDict(
        env_prefix="MAILLAGE_", toml_file="maillage.toml", extra="forbid", frozen=True
    )

    home: Path = Field(
        Path("var"), description="Folder of the embedded server, keys and ledger."
    )
    database_url: SecretStr | None = Field(
        None, description="The journal's database; default: the embedded server in `home`."
    )
    keys_url: SecretStr | None = Field(
        None, description="The key store's database; required with `database_url`."
    )
    admin_url: SecretStr | None = Field(
        None, description="Journal's database as an administrator: migrations only."
    )
    admin_keys_url: SecretStr | None = Field(
        None, description="Key store's database as an administrator: migrations only."
    )
    master_key_file: Path | None = Field(
        None, description="32 bytes that wrap all keys; default `home`/secrets/master.key."
    )
    ledger_file: Path | None = Field(
        None, description="Ledger of destroyed keys; default beside the master key."
    )
    host: str = Field("127.0.0.1", description="Address to listen on; local unless told.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8000, description="Port to listen on.")
    log_format: Literal["console", "json"] = Field(
        "console", description="How logs are written."
    )
    statement_cache_size: int = Field(
        1024, ge=0, description="Prepared statements per connection; 0 behind PgBouncer."
    )
    clock_every: float = Field(
        30.0, gt=0, description="Seconds between two rounds of the clock's rules."
    )

    @property
    def master_key(self) -> Path:
        return self.master_key_file or self.home / "secrets" / "master.key"

    @property
    def ledger(self) -> Path:
        return self.ledger_file or self.master_key.with_name("destroyed-keys.jsonl")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env file: a TOML
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls)
        return init_settings, env_settings, toml, file_secret_settings


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings(_secrets_dir=os.environ.get("MAILLAGE_SECRETS_DIR"))
