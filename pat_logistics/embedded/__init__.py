"""Real PostgreSQL and Valkey of a machine that has neither, and the supervisor of `make run`.

Nothing here imports Django: these modules run before the settings exist, and give them their environment.
"""
