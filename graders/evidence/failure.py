"""What a check raises when the student has not earned its marks."""

from __future__ import annotations

from collections.abc import Mapping

from graders.explain import Explanation
from graders.observation import Place
from graders.report import Parameter


class Failure(Exception):
    """A check that is not passed, and why, in the student's words.

    `known` says that a mistake was recognised. What was only not found may be so because the program stopped too soon:
    after a crash it is *not reached*, while a recognised mistake is failed whatever happened later.
    """

    def __init__(  # noqa: PLR0913 - the parts of a message, each with a default
        self,
        reason: str,
        *,
        hint: str = "",
        message_id: str = "",
        params: Mapping[str, Parameter] | None = None,
        place: Place | None = None,
        known: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason, self.hint, self.message_id = reason, hint, message_id
        self.params, self.place, self.known = dict(params or {}), place, known

    @classmethod
    def explained(cls, why: Explanation, *, of: str = "", place: Place | None = None, known: bool = True) -> Failure:
        """The failure that an explanation gives; `of` is the text of the expression it is about."""
        text = "\n".join((f"`{of}`: {why.sentence}" if of else why.sentence, *why.lines))
        known = known and not why.message_id.startswith("size.")
        return cls(text, hint=why.hint, message_id=why.message_id, params=why.params, place=place, known=known)


class Undecided(Exception):
    """The search had to stop before it was through: a person has to look. Never the student's loss."""
