"""How many messages a client may send: a bucket of tokens that fills again. Pure."""

from dataclasses import dataclass


@dataclass
class Pace:
    """Room for `burst` messages at once and `rate` a second for long; times in seconds, of any steady clock."""

    rate: float
    burst: float
    at: float
    left: float | None = None

    def take(self, now: float) -> bool:
        """Whether one more message is within the pace."""
        before = self.burst if self.left is None else self.left
        self.left = min(self.burst, before + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True
