"""Whom to phone, and how each call ended."""
