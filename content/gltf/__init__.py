"""A strict reader of binary glTF 2.0 that decodes nothing and trusts nothing. Pure; put together in `content.gate`."""
