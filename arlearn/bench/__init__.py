"""`arlearn bench`: drives whole servers from outside, over real sockets, and says what they carry."""
