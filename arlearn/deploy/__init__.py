"""arlearn behind a reverse proxy."""
