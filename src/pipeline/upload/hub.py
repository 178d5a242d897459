"""A repository of the Hugging Face Hub: ``hf://datasets/owner/name``."""

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pipeline.storage.secrets import masked
from pipeline.upload.destination import Destination, DestinationError
from pipeline.upload.plan import Item, Plan
from pipeline.upload.shelf import Shelf
from pipeline.upload.store import BUSY, Options, PassingError, UploadError, client

Value = TypeVar("Value")

_EXTRA = "hf"
_KINDS = {"datasets": "dataset", "models": "model", "spaces": "space"}
_BRANCH = "main"
# kind, owner and name, before the folder
_REPOSITORY_PARTS = 3
_NO_ENTRY = frozenset({401, 403})
_KEYS = "set HF_TOKEN to a token that may write there (https://huggingface.co/settings/tokens)"


class Hub(Shelf):
    """A repository. Files go up a hundred to a commit, as the Hub counts commits; a commit is there whole or not."""

    proof = "checksum of the service"
    batch = 100

    def __init__(self, to: Destination, token: str, endpoint: str | None) -> None:
        parts = [part for part in (to.host, *to.path.split("/")) if part]
        if len(parts) < _REPOSITORY_PARTS or parts[0] not in _KINDS:
            raise DestinationError(f"{to} names no repository; give hf://datasets/owner/name, with a folder or without")
        self.place = str(to)
        self._kind, self._repository = _KINDS[parts[0]], f"{parts[1]}/{parts[2]}"
        self._root = "".join(f"{part}/" for part in parts[_REPOSITORY_PARTS:])
        self._hub = client("huggingface_hub", _EXTRA)
        self._token = token
        self._api = self._hub.HfApi(endpoint=endpoint, token=token)
        self._version = ""

    def begin(self, plan: Plan, *, dry_run: bool) -> None:
        """As `Store.begin`."""
        self._version = plan.version
        super().begin(plan, dry_run=dry_run)

    def held(self, items: Sequence[Item]) -> set[str]:
        """As `Store.held`, by the SHA-256 or the hash of git that the Hub states: nothing is read back."""
        paths = [self._root + each.name for each in items]
        listed = self._asked(
            lambda: self._api.get_paths_info(self._repository, paths, revision=_BRANCH, repo_type=self._kind)
        )
        there = {each.path: each for each in listed if hasattr(each, "blob_id")}
        return {each.name for each in items if _is(there.get(self._root + each.name), each)}

    def put(self, items: Sequence[Item]) -> None:
        """As `Store.put`, in one commit."""
        self._commit({each.name: str(each.file) for each in items}, f"Files of release {self._version}")

    def read(self, name: str) -> bytes | None:
        """As `Shelf.read`."""
        errors: Any = client("huggingface_hub.errors", _EXTRA)
        address = self._hub.hf_hub_url(
            self._repository, self._root + name, repo_type=self._kind, revision=_BRANCH, endpoint=self._api.endpoint
        )

        def attempt() -> bytes | None:
            headers = self._hub.utils.build_hf_headers(token=self._token)
            answer = self._hub.utils.get_session().get(address, headers=headers, follow_redirects=True)
            try:
                self._hub.utils.hf_raise_for_status(answer)
            except errors.EntryNotFoundError:
                return None
            content: bytes = answer.content
            return content

        return self._asked(attempt)

    def write(self, name: str, content: bytes) -> None:
        """As `Shelf.write`: a commit is one step."""
        self._commit({name: content}, f"Release {self._version}")

    def _commit(self, files: dict[str, str | bytes], message: str) -> None:
        adds = [self._hub.CommitOperationAdd(self._root + name, content) for name, content in files.items()]
        self._asked(
            lambda: self._api.create_commit(
                self._repository, adds, commit_message=message, repo_type=self._kind, revision=_BRANCH
            )
        )

    def _asked(self, attempt: Callable[[], Value]) -> Value:
        errors: Any = client("huggingface_hub.errors", _EXTRA)
        try:
            return attempt()
        except (errors.HfHubHTTPError, errors.HTTPError, OSError, RuntimeError) as why:
            raise _meant(why, self.place, self._token) from why


def open_hub(to: Destination, options: Options) -> Hub:
    """Open a repository; the token is taken from ``HF_TOKEN``.

    Raises:
        DestinationError: where no repository is named, the client is not installed, or there is no token.
    """
    client("huggingface_hub", _EXTRA)
    token = os.environ.get("HF_TOKEN")
    if not token:
        raise DestinationError(f"{to}: {_KEYS}")
    return Hub(to, token, options.base_url)


def _is(there: Any, item: Item) -> bool:
    if there is None or there.size != item.size:
        return False
    if there.lfs is not None:
        return bool(there.lfs.sha256 == item.sha256)
    return bool(there.blob_id == item.hash_by("sha1", b"blob %d\0" % item.size))


def _meant(why: Exception, place: str, token: str) -> UploadError:
    words = masked(str(why).replace(token, "***")).strip().replace("\n", " ")
    status = getattr(getattr(why, "response", None), "status_code", None)
    if status in _NO_ENTRY:
        return UploadError(f"{place} does not let us in ({words}); {_KEYS}")
    if type(why).__name__ in {"RepositoryNotFoundError", "RevisionNotFoundError"}:
        return UploadError(f"{place}: there is no such repository ({words}); make it on the Hub, with a first commit")
    if status is None or status in BUSY:
        return PassingError(f"{place} did not answer as it should ({words}); run the same command again later")
    return UploadError(f"{place}: {words}")
