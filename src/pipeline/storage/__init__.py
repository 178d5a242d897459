"""Files in a store that fsspec reads, such as the buckets of an object store: `s3://bucket/raw`.

`address` says what is meant, `stored` what a file of a store is, `listing` what lies below an address. Keys and
passwords are those that the store's own tools take from the environment; none is ever in an address.
"""

from pipeline.storage.address import Address, AddressError, place
from pipeline.storage.files import StoreError
from pipeline.storage.listing import Tree, listed
from pipeline.storage.stored import Content, GrownError, Stored, stored_at

__all__ = [
    "Address",
    "AddressError",
    "Content",
    "GrownError",
    "StoreError",
    "Stored",
    "Tree",
    "listed",
    "place",
    "stored_at",
]
