"""Parties through time: what they were called, who held their offices, what they came from, whom to write to.

Each is a kind of subject (`subjects.Kind`): a party by its key, what belongs to it by the party's key and the number
of the decision that entered it (`party-name:Jakarta|ID#12`). Rows follow from the journal.
"""
