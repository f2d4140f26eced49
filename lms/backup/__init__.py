"""Backup and restore: all that cannot be made again, in one file that any database of ours can take in."""
