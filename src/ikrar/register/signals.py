"""What the register tells the rooms that build on it."""

from django.dispatch import Signal

# Entries were made anew. Sent within the transaction, with `touched`: ids of partnerships and parties.
rebuilt = Signal()

# Something about a person was erased for good. Sent within the transaction, with `alias`: the register's database.
erased = Signal()

# Parties were found to be one, or found to be two again. Sent within the transaction, with `keys`: the names that now
# stand for another party. Rooms that tie things to parties by key tie them anew.
parties_joined = Signal()
