"""What a person can do where the operating system would not do what was asked of it."""

import errno
import os

_ROOM = "make room there"
_RIGHTS = "see that it may be written by who runs this, and is on no disk that is mounted read-only"
_REMEDIES = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "a file there may not become so large: raise the limit (ulimit -f), or take another disk",
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EIO: "see whether the disk is sound (the log of the system says more)",
    errno.ESTALE: "see that the folder is mounted",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ENFILE: "the machine has too many files open: end what needs them",
}
_OTHERWISE = "see that the folder is there and may be written"


def told(why: OSError) -> str:
    """Return what went wrong, with the file where it is known, and what to do.

    >>> told(OSError(errno.ENOSPC, "No space left on device", "outputs/documents.csv"))
    'No space left on device: outputs/documents.csv; make room there, and run the same command again'
    """
    what = os.strerror(why.errno) if why.errno else str(why) or type(why).__name__
    file = f": {why.filename}" if why.filename is not None and str(why.filename) not in what else ""
    return f"{what}{file}; {_REMEDIES.get(why.errno or 0, _OTHERWISE)}, and run the same command again"
