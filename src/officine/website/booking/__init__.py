"""What the steps of a booking share: the draft, the browser and its places, the steps, whose page a booking is."""
