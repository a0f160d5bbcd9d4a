"""Reminders: what needs attention, by mail and in calendars."""
