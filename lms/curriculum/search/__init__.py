"""Search over what is published: the words of lessons, course and module titles, and the glossary.

`passages` makes rows from documents, `index` keeps them in step with what is published, `queries.find` reads them.
Words are stemmed and folded here, in Python (`words`), so that every database compares whole words with whole words;
how it finds them fast is one `Engine` for each kind of database (`engines`).
"""
