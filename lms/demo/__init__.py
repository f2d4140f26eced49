"""Invented people and what they did, made by the services that real people use: `lms demo`, `lms serve --demo`."""
