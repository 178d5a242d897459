"""Hostile documents, made of the samples of the tests, go all the way from bytes to rows (`python -m benchmarks.fuzz`)."""
