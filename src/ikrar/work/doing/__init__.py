"""The kinds of jobs, a file a kind."""
