"""From a file that is no text to the text in it, by libraries that are kept for it.

A reader takes the bytes of a file and returns its text; it raises ``ValueError`` with a sentence for people
where it cannot. Evidence has its places in that text.
"""
