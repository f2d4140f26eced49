"""People: accounts without e-mail, known by a handle, and who may do what."""
