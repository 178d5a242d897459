"""From words to values: one module for each kind of value.

Each module holds the pattern parts that recognise its kind and the converters that read them, side by
side. A converter takes the words as found and returns a value; it raises ``ValueError`` with a sentence
for people when the words do not state one.
"""
