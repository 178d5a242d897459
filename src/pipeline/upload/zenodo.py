"""A deposit of Zenodo: ``zenodo:`` makes one, ``zenodo:123456`` goes on with one, or makes its next version.

The interface is the deposit API of https://developers.zenodo.org. Files are put into the bucket of a draft, and the
draft states their MD5. Publishing it is what a pointer is elsewhere: a draft can change, a published deposit cannot.
"""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from pipeline.storage.secrets import masked
from pipeline.upload.deposit import metadata, packed
from pipeline.upload.destination import Destination, DestinationError, is_this_machine
from pipeline.upload.plan import Item, Plan
from pipeline.upload.store import BUSY, Options, PassingError, UploadError

_USUAL = "https://zenodo.org/api"
_SECONDS = 60.0
_PAGE = 100
_NO_ENTRY = frozenset({401, 403})
_NOT_THERE = 404
_KEYS = "set ZENODO_TOKEN to a token with the scopes deposit:write and deposit:actions, of this very service"


class Zenodo:
    """A deposit."""

    proof = "checksum of the service"
    at_once = 1
    batch = 1

    def __init__(self, to: Destination, token: str, options: Options) -> None:
        self._base = (options.base_url or _USUAL).rstrip("/")
        self._publishes = options.publish_deposit
        self._wanted = to.path
        self.place = f"zenodo:{to.path}" if self._base == _USUAL else f"zenodo:{to.path} at {self._base}"
        # a redirect could lead the token away
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS, follow_redirects=False
        )
        self._token = token
        self._draft: dict[str, Any] | None = None
        self._names: frozenset[str] = frozenset()

    def items(self, plan: Plan, folder: Any) -> tuple[Item, ...]:
        """As `Store.items`: a deposit has no folders, so each is packed; and it takes a hundred files at most."""
        items = packed(plan, folder)
        self._names = frozenset(each.name for each in items)
        return items

    def begin(self, plan: Plan, *, dry_run: bool) -> None:
        """As `Store.begin`: find the draft of this release, or make it."""
        if self._draft is None:
            self._draft = self._found(plan, dry_run=dry_run)
        if self._draft is None and not dry_run:
            self._draft = self._ask("POST", f"{self._base}/deposit/depositions", json={"metadata": metadata(plan)})
        if self._draft and not dry_run:
            self.place = f"zenodo:{self._draft['id']} at {self._base}"

    def held(self, items: Sequence[Item]) -> set[str]:
        """As `Store.held`, by the MD5 that the service states: a draft is not read back."""
        if self._draft is None:
            return set()
        there = self._there()
        return {each.name for each in items if there.get(each.name) == (each.size, each.hash_by("md5"))}

    def put(self, items: Sequence[Item]) -> None:
        """As `Store.put`."""
        for each in items:
            with each.file.open("rb") as opened:
                self._ask("PUT", self._in_bucket(each.name), content=opened)

    def point(self, plan: Plan) -> str:
        """As `Store.point`: what is not of this release leaves the draft, which is published where that is wanted."""
        draft = self._of_draft()
        for name in sorted(self._there().keys() - self._names):
            self._ask("DELETE", self._in_bucket(name))
        self._ask("PUT", self._address("self"), json={"metadata": metadata(plan)})
        if self._publishes:
            done = self._ask("POST", self._address("publish"))
            return f"the deposit {draft['id']} is published ({done.get('doi') or 'without a DOI'})"
        page = draft["links"].get("html", "")
        return f"the deposit {draft['id']} is a draft ({page}); publish it there, or with --publish-deposit"

    def _found(self, plan: Plan, *, dry_run: bool) -> dict[str, Any] | None:
        """The deposit that was named, or the draft in which an upload of this release was begun."""
        if self._wanted:
            return self._named(dry_run=dry_run)
        stated = metadata(plan)
        listed = self._ask("GET", f"{self._base}/deposit/depositions", params={"size": _PAGE, "sort": "mostrecent"})
        same = [
            each
            for each in listed
            if all(each.get("metadata", {}).get(key) == stated[key] for key in ("title", "version"))
        ]
        published = next((each for each in same if each.get("submitted")), None)
        if published:
            raise UploadError(
                f"{self.place}: release {plan.version} is published there as deposit {published['id']}; a published"
                " deposit is not changed: publish this release under a later --version"
            )
        return self._deposit(str(same[0]["id"])) if same else None

    def _named(self, *, dry_run: bool) -> dict[str, Any] | None:
        deposit = self._deposit(self._wanted)
        if not deposit.get("submitted"):
            return deposit
        if dry_run:
            return None
        self._draft = deposit
        made = self._ask("POST", f"{self._address('self')}/actions/newversion")
        draft: dict[str, Any] = self._ask("GET", self._own(made["links"]["latest_draft"]))
        return draft

    def _deposit(self, number: str) -> dict[str, Any]:
        deposit: dict[str, Any] = self._ask("GET", f"{self._base}/deposit/depositions/{number}")
        return deposit

    def _there(self) -> dict[str, tuple[int, str]]:
        """Size and MD5 of each file of the draft."""
        listed = self._ask("GET", f"{self._address('self')}/files")
        return {each["filename"]: (each["filesize"], each["checksum"].removeprefix("md5:")) for each in listed}

    def _of_draft(self) -> dict[str, Any]:
        if self._draft is None:
            raise UploadError(f"{self.place}: no deposit was made")
        return self._draft

    def _address(self, link: str) -> str:
        own = f"{self._base}/deposit/depositions/{self._of_draft()['id']}"
        return own if link == "self" else f"{own}/actions/{link}"

    def _in_bucket(self, name: str) -> str:
        return f"{self._own(self._of_draft()['links']['bucket'])}/{quote(name, safe='')}"

    def _own(self, address: str) -> str:
        """An address that the service gave: the token goes to no other host."""
        if urlsplit(address)[:2] != urlsplit(self._base)[:2]:
            raise UploadError(f"{self.place} leads to another host ({masked(address)}); the token is not sent there")
        return address

    def _ask(self, method: str, address: str, **content: Any) -> Any:
        try:
            answer = self._client.request(method, address, **content)
        except httpx.TransportError as why:
            raise PassingError(
                f"{self.place} could not be reached ({masked(str(why))}); run the same command again later"
            ) from why
        if answer.is_success:
            return answer.json() if answer.content else {}
        raise self._meant(answer)

    def _meant(self, answer: httpx.Response) -> UploadError:
        status = answer.status_code
        words = masked(f"status {status}: {_message(answer)}".replace(self._token, "***"))
        if status in _NO_ENTRY:
            return UploadError(f"{self.place} does not let us in ({words}); {_KEYS}")
        if status == _NOT_THERE:
            return UploadError(f"{self.place}: there is no such deposit ({words}); give the number of one of yours")
        if status in BUSY:
            return PassingError(f"{self.place} is busy ({words}); run the same command again later")
        return UploadError(f"{self.place} refuses ({words})")


def open_zenodo(to: Destination, options: Options) -> Zenodo:
    """Open a deposit; the token is taken from ``ZENODO_TOKEN``.

    Raises:
        DestinationError: where there is no token, what is named is no number, or the service is asked unprotected.
    """
    token = os.environ.get("ZENODO_TOKEN")
    if not token:
        raise DestinationError(f"{to}: {_KEYS}")
    if to.host or not (to.path == "" or (to.path.isascii() and to.path.isdecimal())):
        raise DestinationError(f"{to} is no deposit; give zenodo: for a new one, or zenodo:123456")
    base = urlsplit(options.base_url or _USUAL)
    if base.scheme != "https" and not is_this_machine(base.netloc):
        raise DestinationError(f"--base-url {masked(base.geturl())}: a token goes to an address with https:// only")
    return Zenodo(to, token, options)


def _message(answer: httpx.Response) -> str:
    """What the service says of a refusal, which is a message and the fields that it does not like."""
    try:
        stated = answer.json()
        fields = [f"{each.get('field', '')}: {each.get('message', '')}" for each in stated.get("errors", ())]
        return "; ".join([str(stated.get("message", "")), *fields])
    except (ValueError, AttributeError, TypeError):
        return answer.reason_phrase
