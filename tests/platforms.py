"""What platforms demand of a description, where no package brings their rules: JSON Schemas, with their origin."""

from typing import Any

_SHA256 = "^[0-9a-f]{64}$"
_WEB = "^https?://"

# https://developers.google.com/search/docs/appearance/structured-data/dataset, required and recommended properties that
# a release can state; that each property is one of schema.org is checked beside this.
DATASET: dict[str, Any] = {
    "type": "object",
    "required": ["@context", "@type", "name", "description", "license", "creator", "version", "distribution"],
    "properties": {
        "@context": {"const": "https://schema.org/"},
        "@type": {"const": "Dataset"},
        "name": {"type": "string", "minLength": 1},
        "description": {"type": "string", "minLength": 50, "maxLength": 5000},
        "license": {"type": "string", "pattern": _WEB},
        "version": {"type": "string"},
        "creator": {
            "required": ["@type", "name"],
            "properties": {"@type": {"enum": ["Person", "Organization"]}},
        },
        "isAccessibleForFree": {"type": "boolean"},
        "distribution": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["@type", "contentUrl", "encodingFormat"],
                "properties": {
                    "@type": {"const": "DataDownload"},
                    "contentUrl": {"type": "string", "minLength": 1},
                    "encodingFormat": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                    "contentSize": {"type": "string", "pattern": "^[0-9]+ B$"},
                    "sha256": {"type": "string", "pattern": _SHA256},
                },
            },
        },
        "usageInfo": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["@type", "name", "text", "url"],
                "properties": {"@type": {"const": "CreativeWork"}, "url": {"pattern": _WEB}},
            },
        },
    },
}

# https://github.com/huggingface/hub-docs/blob/main/datasetcard.md, of the fields that are used, and
# https://huggingface.co/docs/hub/datasets-manual-configuration for `configs`.
CARD: dict[str, Any] = {
    "type": "object",
    "required": ["pretty_name", "license", "size_categories", "tags", "configs"],
    "additionalProperties": False,
    "properties": {
        "pretty_name": {"type": "string", "minLength": 1},
        "license": {"enum": ["other", "cc0-1.0"]},
        "license_name": {"type": "string", "pattern": "^[a-z0-9.-]+$"},
        "license_link": {"type": "string", "pattern": r"^(LICENSE(\.md)?|https?://.*)$"},
        "language": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[a-z]{2,3}$"}},
        "size_categories": {
            "type": "array",
            "minItems": 1,
            "items": {
                "enum": [
                    "n<1K",
                    "1K<n<10K",
                    "10K<n<100K",
                    "100K<n<1M",
                    "1M<n<10M",
                    "10M<n<100M",
                    "100M<n<1B",
                    "1B<n<10B",
                    "10B<n<100B",
                    "100B<n<1T",
                    "n>1T",
                ]
            },
        },
        "tags": {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9-]+$"}},
        "configs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["config_name", "data_files"],
                "additionalProperties": False,
                "properties": {
                    "config_name": {"type": "string", "pattern": r'^[^<>:/\\|?*"]+$'},
                    "default": {"const": True},
                    "data_files": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "object", "required": ["split", "path"]},
                    },
                },
            },
        },
    },
    "if": {"properties": {"license": {"const": "other"}}},
    "then": {"required": ["license_name", "license_link"]},
}

# What the `kaggle` client refuses before it uploads (its `dataset_create_new`), and the types of columns it knows:
# https://github.com/Kaggle/kaggle-cli/blob/main/docs/datasets_metadata.md. It cannot be asked itself: it looks for a
# login when it is imported.
KAGGLE: dict[str, Any] = {
    "type": "object",
    "required": ["title", "id", "licenses"],
    "properties": {
        "title": {"type": "string", "minLength": 6, "maxLength": 50},
        "subtitle": {"type": "string", "minLength": 20, "maxLength": 80},
        "id": {"type": "string", "pattern": "^[^/]+/[A-Za-z0-9-]{6,50}$"},
        "description": {"type": "string"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {"required": ["name"], "properties": {"name": {"enum": ["CC0-1.0", "other"]}}},
        },
        "keywords": {"type": "array", "items": {"type": "string"}},
        "resources": {
            "type": "array",
            "items": {
                "required": ["path", "description"],
                "properties": {
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "items": {
                                    "required": ["name", "type"],
                                    "properties": {
                                        "type": {"enum": ["string", "boolean", "number", "integer", "datetime"]}
                                    },
                                }
                            }
                        },
                    }
                },
            },
        },
    },
}
