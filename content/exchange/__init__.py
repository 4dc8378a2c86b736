"""Books as packages: one zip with everything, that another server takes in whole or not at all."""
