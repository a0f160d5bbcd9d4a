"""What people enter, a file a subject."""
