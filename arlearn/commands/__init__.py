"""The commands of the server as a whole; an app's own commands are in its `commands.py`."""
