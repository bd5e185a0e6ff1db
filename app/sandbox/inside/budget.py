"""How much a run may say of itself, shared out so that what comes first cannot starve the rest."""

from __future__ import annotations

from json.encoder import encode_basestring_ascii as _quote

TEXT = 3 << 20  # bytes of JSON in a run; with the tensors' bytes it stays below the cap on results
SOURCE = 512 << 10  # bytes of JSON about the source


class Budget:
    """Bytes of JSON still to be spent."""

    def __init__(self, left: int = TEXT) -> None:
        self.left = left

    def share(self) -> Budget:
        """Half of what is left, for one cell; give it back with `settle`."""
        share = Budget(self.left // 2)
        self.left -= share.left
        return share

    def settle(self, share: Budget) -> None:
        """Take back what was not spent of a share."""
        self.left += share.left

    def spend(self, size: int) -> bool:
        """Whether there was room for so many bytes; if so they are spent."""
        if size > self.left:
            return False
        self.left -= size
        return True

    def fits(self, text: str, beside: int = 0) -> bool:
        """Whether there was room for the whole text and so many bytes beside it; if so both are spent."""
        return self.spend(len(_quote(text)) + beside)

    def text(self, text: str, most: int) -> str:
        """As much of a text as it may have and as there is room for, which is spent."""
        text = text[:most]
        if not self.spend(len(_quote(text))):
            text = text[: self.left // 12]  # a character takes 12 bytes at most
            self.spend(len(_quote(text)))
        return text
