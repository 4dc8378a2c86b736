"""The server process: daphne run by us, static pages and media files, and the headers that keep a page to itself."""
