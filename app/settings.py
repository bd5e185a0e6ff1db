"""Every setting, in one class; read from the environment at the roots and handed down."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

HOST = re.compile(r"([a-z0-9_-]+\.)*(?!0x)[a-z0-9_-]*[a-z][a-z0-9_-]*", re.IGNORECASE)


class Settings(BaseSettings):
    """Settings come from environment variables: the name in capitals behind `ALLCLOSE_`."""

    model_config = SettingsConfigDict(env_prefix="ALLCLOSE_", extra="ignore", frozen=True)

    sandbox_level: str = Field(
        default="auto",
        pattern="^(auto|full|userns|container|same-uid)$",
        description="The sandbox level to run at; auto takes the strongest that the machine permits.",
    )
    sandbox_floor: str = Field(
        default="same-uid",
        pattern="^(full|userns|container|same-uid)$",
        description="The weakest sandbox level that is accepted; below it nothing starts.",
    )
    spares: int = Field(
        default=0, ge=0, le=256, description="Warm rooms kept waiting; 0 means two more than there are cores."
    )
    first_uid: int = Field(
        default=61000,
        ge=1000,
        le=4_000_000_000,
        description="Rooms run as this user id and the ones after it, where they have users of their own; "
        "nothing else on the machine may use them.",
    )
    scratch: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Colon-separated directories, one tmpfs per slot, for the container level, which may not mount.",
    )

    data: Path = Field(
        default=Path("allclose-data"),
        description="The directory of the embedded database, the key and the doorbells.",
    )
    database: str = Field(
        default="",
        description="The database, as sqlite:///FILE or postgresql://...; empty means a file in the data directory.",
    )
    host: str = Field(default="127.0.0.1", description="The address that the web process listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port that the web process listens on.")
    workers: int = Field(
        default=0, ge=0, le=256, description="Submissions that a worker grades at once; 0 means one for each core."
    )
    grace_s: float = Field(
        default=20.0, ge=0, le=600, description="Seconds that a worker which is told to stop has for what it runs."
    )
    keep_days: int = Field(
        default=0,
        ge=0,
        le=36_500,
        description="Days that code and notebooks are kept after they came; 0 keeps them. Marks and reports stay.",
    )
    notices_days: int = Field(
        default=90,
        ge=0,
        le=36_500,
        description="Days that is remembered what happened and which webhooks told of it; 0 is for ever. "
        "What is still to be told stays.",
    )
    rate_per_minute: int = Field(
        default=120, ge=1, description="Requests that one token may make in a minute before it is told to wait."
    )
    webhooks_allow: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Networks, addresses and hosts, separated by commas, that webhooks may go to although they are "
        "not on the public internet.",
    )
    webhooks_http: bool = Field(default=False, description="Whether webhooks may go to http:// addresses.")
    webhooks_ca: str = Field(
        default="", description="A file of certificates (PEM) that webhooks trust beside the usual ones."
    )
    webhooks_at_once: int = Field(default=16, ge=1, le=256, description="Webhooks that a worker sends at once.")
    webhooks_pace: float = Field(
        default=1.0, gt=0, le=1, description="What the delays between tries are multiplied by; for a trial."
    )

    @property
    def database_url(self) -> str:
        """The database that is used."""
        return self.database or f"sqlite:///{self.data.absolute() / 'allclose.db'}"

    @field_validator("scratch", mode="before")
    @classmethod
    def split_paths(cls, value: object) -> object:
        """Take `a:b` apart."""
        return tuple(part for part in value.split(":") if part) if isinstance(value, str) else value

    @field_validator("webhooks_allow", mode="before")
    @classmethod
    def split_places(cls, value: object) -> object:
        """Take `10.0.0.0/8, lms.example.edu` apart."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("webhooks_allow")
    @classmethod
    def check_places(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse what is neither a network nor a host's name, for it would silently allow nothing."""
        wrong = [one for one in value if not (HOST.fullmatch(one) or _is_network(one))]
        if wrong:
            raise ValueError(f"neither a network nor a host: {', '.join(wrong)}")
        return value


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
