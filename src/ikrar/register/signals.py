"""What the register tells the rooms that build on it."""

from django.dispatch import Signal

# Entries were made anew. Sent within the transaction, with `touched`: ids of partnerships and parties.
rebuilt = Signal()
