"""People, and booking for someone on the phone or at the counter."""
