"""What people try with the models that screen: to put their own in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.services.attacks import Attack, Stage

DIGEST = "ab" * 32


def on_models() -> Iterator[Attack]:
    """Yield what everybody tries."""

    def put(
        card: str = "", *, digest: str = DIGEST, subject: str = "models", count: int = 1
    ) -> Callable[[Stage], object]:
        model = {"card": card, "name": "Watcher 3.1", "card_sha256": DIGEST, "sha256": digest}
        return lambda stage: stage.write("models_put", subject, {"models": count * [model]})

    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("officer", "puts a model in force", put("own.json"), "role"),
            ("supervisor", "puts a model in force", put(), "role"),
            ("evaluator", "puts a model in force", put("own.json"), "role"),
            ("port officer", "puts a model in force", put("own.json"), "role"),
            ("administrator", "puts no model in force", put(count=0), "shape"),
            ("administrator", "puts models in force that no digest names", put(digest=""), "shape"),
            ("administrator", "puts models in force for an item", put(subject="held"), "shape"),
            ("intake", "puts a model of its own in force", put("own.json"), "role"),
        )
    )
