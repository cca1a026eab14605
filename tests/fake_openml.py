"""openml.org on this machine: scikit-learn's own loader asks, and gets what the site would answer."""

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest


class Answer(io.BytesIO):
    """What urlopen gives back, without headers."""

    def info(self):
        return {}


def serve(monkeypatch, name, description, features, qualities, table):
    """Let scikit-learn's loader find one data set, given as four answers (bytes); returns the addresses it asks for."""
    openml, asked = pytest.importorskip("sklearn.datasets._openml"), []
    number = json.loads(description)["data_set_description"]["id"]
    listing = {"data": {"dataset": [{"did": int(number), "name": name, "version": 1, "status": "active"}]}}
    answers = {
        f"list/data_name/{name}/": json.dumps(listing).encode(),
        f"data/{number}": description,
        f"data/features/{number}": features,
        f"data/qualities/{number}": qualities,
        "data/v1/download/": table,
    }

    def urlopen(request, **options):
        asked.append(request.full_url)
        (answer,) = [answer for part, answer in answers.items() if part in request.full_url]
        return Answer(answer)

    monkeypatch.setattr(openml, "urlopen", urlopen)
    return asked


def serve_columns(monkeypatch, name, columns, rows):
    """Serve a made-up table. columns : {name: "numeric", or a list of the words that it may hold}      rows : lines"""
    kinds = {column: "numeric" if kind == "numeric" else "{" + ",".join(kind) + "}" for column, kind in columns.items()}
    head = [f"@relation '{name}'", *(f"@attribute '{column}' {kind}" for column, kind in kinds.items()), "@data"]
    table = "\n".join([*head, *rows, ""]).encode()
    description = {
        **{"id": "7", "name": name, "version": "1", "description": "", "format": "ARFF", "file_id": "8"},
        **{"url": "https://www.openml.org/data/v1/download/8/table.arff", "status": "active"},
        **{"default_target_attribute": list(columns)[-1], "md5_checksum": hashlib.md5(table).hexdigest()},
    }
    features = [
        {"index": str(i), "name": column, "data_type": "numeric" if kind == "numeric" else "nominal"}
        | {"is_target": str(column == list(columns)[-1]).lower(), "is_ignore": "false", "is_row_identifier": "false"}
        | {"number_of_missing_values": "0"}
        for i, (column, kind) in enumerate(columns.items())
    ]
    answers = [
        {"data_set_description": description},
        {"data_features": {"feature": features}},
        {"data_qualities": {"quality": [{"name": "NumberOfInstances", "value": str(len(rows))}]}},
    ]
    return serve(monkeypatch, name, *(json.dumps(answer).encode() for answer in answers), table)


def serve_kept(monkeypatch, name, number):
    """Serve what openml.org really sent once: scikit-learn keeps some of it for its own tests."""
    openml = pytest.importorskip("sklearn.datasets._openml")
    kept = Path(openml.__file__).parent / "tests" / "data" / "openml" / f"id_{number}"
    if not kept.is_dir():
        pytest.skip("this scikit-learn came without its tests")
    paths = [next(kept.glob(f"*{word}-*.gz")) for word in ("v1-jd", "v1-jdf", "v1-jdq", "v1-dl")]
    return serve(monkeypatch, name, *(gzip.decompress(path.read_bytes()) for path in paths))
