"""What is printed: proofs of presence, the register of a day."""
