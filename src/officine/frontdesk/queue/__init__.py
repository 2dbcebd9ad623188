"""People without a booking, the numbers of the day, and finding whoever stands at the desk."""
