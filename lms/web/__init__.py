"""The kit for pages: the gate, languages, sign-in, errors, headers, drawing of lessons."""
