"""Hostile documents, made of the samples of the tests, read from bytes to rows (`python -m benchmarks.fuzz`)."""
