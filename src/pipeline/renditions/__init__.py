"""What a release holds beside its tables and their descriptions: the same data in the forms that others read.

Each module here is one rendition: a function that takes an `Edition` and the folder of the release, and writes files
into it. None may depend on the clock or the machine, and none may change what another wrote.
"""

from collections.abc import Callable
from pathlib import Path

from pipeline.renditions.descriptions import descriptions
from pipeline.renditions.edition import Edition
from pipeline.renditions.historians import for_historians
from pipeline.renditions.scores import scores
from pipeline.renditions.site import site

Rendition = Callable[[Edition, Path], None]

# In the order in which they are written: one that describes files of others comes after them.
RENDITIONS: tuple[Rendition, ...] = (scores, for_historians, descriptions, site)
