"""Disruptions: an ill operator, a closed room, a closed day, and where everyone goes instead."""
