"""Makes a checkout ready to run: environment, Node, tracker, web client. Standard library only."""
