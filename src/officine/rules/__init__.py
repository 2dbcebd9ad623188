"""Decisions without data: standard library only, no Django, no clock, no input or output."""
