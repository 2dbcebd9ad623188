"""What the database promises and Django does not offer: no overlap, short locks, one sentence for both engines."""
