"""How many messages a client may send: the virtual scheduling algorithm of ITU-T I.371, as in many a router. Pure."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """Room for `burst` messages at once and `rate` a second for long; times in seconds, of any steady clock."""

    rate: float
    burst: float
    _gap: float = field(init=False)
    _room: float = field(init=False)
    _next: float = field(init=False, default=0.0)
    """When the next message would be due, were they sent at the rate."""

    def __post_init__(self) -> None:
        self._gap = 1 / self.rate
        # Half a message more, so that no rounding error takes one away.
        self._room = (self.burst - 0.5) * self._gap

    def take(self, now: float) -> bool:
        """Whether one more message is within the pace."""
        due = self._next
        if due <= now:
            self._next = now + self._gap
        elif due > now + self._room:
            return False
        else:
            self._next = due + self._gap
        return True
