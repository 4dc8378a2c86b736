"""Live state as the tutorial of Channels has it: a consumer, its groups, and the layer in memory, under stock daphne.

https://channels.readthedocs.io/en/stable/tutorial/, part 3, with the groups' panels apart from their children, so that
no child gets every other's events.
"""

import json
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.urls import path

settings.configure(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})


class Classroom(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels ships no types
    """/GROUP/panel/- hears of children, /GROUP/child/LEARNER of the educator."""

    async def connect(self) -> None:
        at = self.scope["url_route"]["kwargs"]
        self.learner, self.panel = at["learner"], at["role"] == "panel"
        self.panels, self.children = f"panels-{at['group']}", f"children-{at['group']}"
        await self.channel_layer.group_add(self.panels if self.panel else self.children, self.channel_name)
        await self.accept()
        await self.send_json({"kind": "welcome"})

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.panels if self.panel else self.children, self.channel_name)

    async def receive_json(self, content: Any, **_: Any) -> None:
        if self.panel:
            await self.channel_layer.group_send(self.children, {"type": "control", "order": content})
        else:
            row = {"kind": "row", "learner": self.learner, "shown": content}
            await self.channel_layer.group_send(self.panels, {"type": "row", "row": row})

    async def row(self, event: dict[str, Any]) -> None:
        await self.send_json(event["row"])

    async def control(self, event: dict[str, Any]) -> None:
        await self.send_json({"kind": "control", "order": event["order"]})

    @classmethod
    async def encode_json(cls, content: Any) -> str:
        return json.dumps(content, separators=(",", ":"))


routes = [path("<str:group>/<str:role>/<str:learner>", Classroom.as_asgi())]
application = ProtocolTypeRouter({"websocket": URLRouter(routes)})
