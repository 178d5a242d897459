"""Which held document a reference means."""

import pandas as pd

from pipeline.captures import Frames


def _by_number_in_edition(references: pd.DataFrame, identifiers: pd.DataFrame) -> None:
    """An editor who cites a document by its number alone means that of the same source and volume."""
    printed = identifiers.loc[identifiers["role"] == "edition_number", ["document_id", "series", "number"]].dropna()
    if printed.empty:
        return
    printed["source"] = printed["document_id"].str.partition(":")[0]
    # a number that two documents of a volume bear tells neither
    printed = printed.drop_duplicates(["source", "series", "number"], keep=False)
    target = printed.set_index(["source", "series", "number"])["document_id"]
    volume = printed.set_index("document_id")["series"]
    cited = references[
        (references["kind"] == "document") & references["volume"].isna() & references["target_document_id"].isna()
    ]
    cited = cited[cited["document_id"].isin(volume.index)]
    keys = zip(
        cited["document_id"].str.partition(":")[0], cited["document_id"].map(volume), cited["identifier"], strict=True
    )
    references.loc[cited.index, "target_document_id"] = [target.get(key) for key in keys]


def resolve_references(frames: Frames) -> None:
    """A document that a mark or its number in the edition names is resolved where it is held.

    One of the kind and day referred to could be the one meant: that alone does not prove it.
    """
    references, documents = frames["document_references"], frames["documents"]
    _by_number_in_edition(references, frames["identifiers"])
    named = references["target_document_id"].notna()
    is_held = named & references["target_document_id"].isin(documents["document_id"])
    references.loc[is_held, ["status", "ghost_id"]] = ["resolved", None]
    references.loc[named & ~is_held, "target_document_id"] = None
    held = documents[["document_type", "date_edtf", "document_id"]].dropna()
    candidates = references.reset_index().merge(
        held, left_on=["kind", "date_edtf"], right_on=["document_type", "date_edtf"], suffixes=("", "_held")
    )
    could_be = candidates.loc[candidates["document_id"] != candidates["document_id_held"], "index"].unique()
    references.loc[could_be, "status"] = "ambiguous"
    references.loc[could_be, "ghost_id"] = None
