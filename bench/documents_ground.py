"""The ground of bench.documents, made and looked at inside the product's own settings.

python -m bench.documents_ground sign COUNT   # that many signed decisions to pay, papers queued
python -m bench.documents_ground one          # the parts of one paper, in milliseconds
python -m bench.documents_ground count        # what rows and files say afterwards
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django


def sign(count: int) -> dict[str, Any]:
    """Dossiers of one centre, each proposed by one person and signed by another."""
    from tests.apps.claims.factories import make_claim
    from tests.apps.factories import make_centre, make_seeker

    centre = make_centre()
    for _ in range(count):
        make_claim(make_seeker(centre), until="granted")
    return {}


def one() -> dict[str, Any]:
    """Middle times of the parts of a paper, after a first one that loads the libraries."""
    from django.utils import timezone

    from sanviec.apps.claims.documents import draw_document, read_wording
    from sanviec.apps.claims.documents.signer import Order, document_signer
    from sanviec.apps.claims.models import DecisionDocument

    document = DecisionDocument.objects.select_related("centre").order_by("pk")[0]
    wording, signer, now = read_wording(document.wording), document_signer(), timezone.now()
    pdf = draw_document(wording, signed_at=now)
    order = Order(pdf, document.centre.code, wording.number, wording.place)
    content = signer.sign(order).content
    return {
        "draw_ms": _middle(lambda: draw_document(wording, signed_at=now)),
        "sign_ms": _middle(lambda: signer.sign(order)),
        "check_ms": _middle(lambda: signer.check(content)),
    }


def _middle(act: Callable[[], Any]) -> float:
    spent = []
    for _ in range(15):
        started = time.perf_counter()
        act()
        spent.append(1000 * (time.perf_counter() - started))
    return median(spent[1:])


def count() -> dict[str, Any]:
    """Rows against files: each decision has one paper, each paper the file that its row names."""
    from django.core.files.storage import default_storage

    from sanviec.apps.claims.models import ClaimDecision, DecisionDocument
    from sanviec.apps.platform.audit import verify

    made = list(DecisionDocument.objects.made().select_related("stored").order_by("pk"))
    wrong = abs(ClaimDecision.objects.signed().count() - len(made))
    sizes = []
    for document in made:
        with document.stored.file.open("rb") as stream:
            content = stream.read()
        sizes.append(len(content))
        wrong += hashlib.sha256(content).hexdigest() != document.sha256
    folders, _files = default_storage.listdir("made")
    files = sum(len(default_storage.listdir(f"made/{folder}")[1]) for folder in folders)
    wrong += abs(files - len(made))
    return {"wrong": wrong, "findings": len(list(verify())), "bytes": median(sizes)}


def main() -> None:
    """Do what the command line says and tell it as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanviec.config.settings.dev")
    django.setup()
    acts = {"one": one, "count": count}
    name = sys.argv[1]
    told = sign(int(sys.argv[2])) if name == "sign" else acts[name]()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
