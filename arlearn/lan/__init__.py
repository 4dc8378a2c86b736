"""What a server in one building needs: its addresses there, and certificates without an authority outside."""
