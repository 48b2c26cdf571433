"""The review of a brief: what a person answered, kept in a file, served to the page, counted, and learnt from."""
