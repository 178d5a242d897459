"""How well it is found out who is who, measured on what a collection itself proves."""
