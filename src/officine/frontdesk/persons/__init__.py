"""People: finding them, looking after their data, and booking for them."""
