"""Measurements of speed, over documents that are made up for it. Nothing here is a result about any archive."""
