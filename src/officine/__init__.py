"""Officine: booking for a municipal coworking and help desk."""
