"""An object store that speaks S3: ``s3://bucket/folder``."""

import logging
from typing import Any

from pipeline.storage.secrets import masked
from pipeline.upload.destination import Destination, DestinationError
from pipeline.upload.remote import Remote
from pipeline.upload.store import Options, PassingError, UploadError, client

_SECONDS = 60
# At their lowest level these log whole requests, with the token of a session.
_TALKATIVE = ("botocore", "aiobotocore", "s3fs")
_KEYS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) to those of somebody who may write there"


def open_s3(to: Destination, options: Options) -> Remote:
    """Open a bucket; keys, region and profile are those that AWS's own tools take from the environment.

    Raises:
        DestinationError: where no bucket is named, or the client is not installed.
    """
    if not to.host:
        raise DestinationError(f"{to} names no bucket; give s3://bucket/folder")
    s3fs = client("s3fs", "s3")
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logging.INFO, logger.level))
    files = s3fs.S3FileSystem(
        endpoint_url=options.base_url,
        skip_instance_cache=True,
        use_listings_cache=False,
        config_kwargs={
            "connect_timeout": _SECONDS,
            "read_timeout": _SECONDS,
            "retries": {"total_max_attempts": 1},
        },
    )
    files.retries = 1
    root = "/".join(part for part in (to.host, to.path) if part)
    return Remote(files, f"{root}/", str(to), _explain)


def _explain(why: Exception, place: str) -> UploadError | None:
    """s3fs raises built-in errors for what the service answers, botocore its own for what never came so far."""
    botocore: Any = client("botocore.exceptions", "s3")
    words = masked(str(why))
    if isinstance(why, FileNotFoundError):
        return UploadError(f"{place}: there is no such bucket ({words}); make it, or name another")
    if isinstance(why, PermissionError | botocore.NoCredentialsError | botocore.PartialCredentialsError):
        return UploadError(f"{place} does not let us in ({words}); {_KEYS}")
    if isinstance(why, OSError | botocore.HTTPClientError | botocore.ConnectionError):
        return PassingError(f"{place} did not answer as it should ({words}); run the same command again later")
    return UploadError(f"{place}: {words}") if isinstance(why, botocore.BotoCoreError) else None
