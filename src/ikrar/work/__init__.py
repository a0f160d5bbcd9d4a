"""Work that nobody waits for: jobs that survive a restart, a worker that does them, and a schedule."""
