"""Trains the embedded model in seconds: `python -m index.train`; `--evaluate` holds half of the glossary out.

Contrastive (multiple negatives ranking): what people say is drawn to its official name and away from the other names
of the batch and from its near misses. Every step is seeded, so the same data gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.data.load import Term, economic, functional, glossary
from index.embed import WEIGHTS, StaticEmbedder
from index.lexical import Bm25, tokens
from index.pairs import Pair, near_misses, training_pairs

PAIRS = WEIGHTS.with_name("pairs.jsonl.gz")
DIMENSIONS, EPOCHS, BATCH, RATE, SCALE, SEED = 128, 14, 128, 0.02, 20.0, 7


def train(pairs: Sequence[Pair], near: dict[str, tuple[str, ...]], epochs: int = EPOCHS) -> StaticEmbedder:
    """A static model from pairs (said, official name)."""
    import torch

    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # sums in one order on any machine
    vocabulary = sorted({t for pair in pairs for text in pair for t in tokens(text)}
                        | {t for names in near.values() for name in names for t in tokens(name)})
    rows = {token: i for i, token in enumerate(vocabulary)}
    texts = {text for pair in pairs for text in pair} | {name for names in near.values() for name in names}
    ids = {text: [rows[token] for token in tokens(text)] or [0] for text in texts}
    bag = torch.nn.EmbeddingBag(len(vocabulary), DIMENSIONS, mode="mean")
    optimiser = torch.optim.Adam(bag.parameters(), lr=RATE)
    chance = random.Random(SEED)
    order = list(pairs)
    for epoch in range(epochs):
        chance.shuffle(order)
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        for at in range(0, len(order), BATCH):
            loss = _loss(bag, ids, order[at : at + BATCH], near, chance)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return StaticEmbedder(vocabulary, bag.weight.detach().numpy())


def _loss(
    bag: Any, ids: dict[str, list[int]], batch: Sequence[Pair], near: dict[str, tuple[str, ...]], chance: random.Random
) -> Any:
    """Cross entropy over the distinct names of the batch and one near miss of each."""
    import torch

    names = list(dict.fromkeys(name for _, name in batch))
    place = {name: i for i, name in enumerate(names)}
    hard = [chance.choice(near[name]) for name in names if name in near]
    asked = _encode(bag, ids, [said for said, _ in batch])
    held = _encode(bag, ids, names + [name for name in hard if name not in place])
    target = torch.tensor([place[name] for _, name in batch])
    return torch.nn.functional.cross_entropy(asked @ held.T * SCALE, target)


def _encode(bag: Any, ids: dict[str, list[int]], texts: Sequence[str]) -> Any:
    import torch

    bags = [ids[text] for text in texts]
    starts = np.cumsum([0, *(len(b) for b in bags[:-1])])
    flat = torch.tensor([row for b in bags for row in b])
    return torch.nn.functional.normalize(bag(flat, torch.from_numpy(starts)), dim=1)


@dataclass(frozen=True)
class Score:
    """How often the right name is first, among five, and its mean reciprocal rank (within ten)."""

    method: str
    first: float
    five: float
    reciprocal: float

    def __str__(self) -> str:
        return f"| {self.method} | {self.first:.2f} | {self.five:.2f} | {self.reciprocal:.2f} |"


def evaluate(seed: int = 1) -> list[Score]:
    """Half of the glossary trains, the other half is asked for by its aliases, among all official names."""
    terms = [term for term in glossary() if term.aliases]
    random.Random(seed).shuffle(terms)
    known, held_out = terms[: len(terms) // 2], terms[len(terms) // 2 :]
    names = sorted({t.name for t in glossary()} | {s.name for s in (*functional().values(), *economic().values())})
    model = train(training_pairs(known), near_misses(known))
    bm25 = Bm25(names)
    aliased = Bm25([" ".join((name, *_aliases(known, name))) for name in names])
    vectors = model.encode(names)
    ranks: dict[str, list[list[str]]] = {}
    asked = [(alias, term.names) for term in held_out for alias in term.aliases]
    for alias, _ in asked:
        dense = [names[i] for i in np.argsort(-(vectors @ model.encode([alias])[0]), kind="stable")[:10]]
        plain = [names[i] for i, _ in bm25.rank(tokens(alias))]
        rich = [names[i] for i, _ in aliased.rank(tokens(alias))]
        for method, found in (("BM25, characters + 2-grams", plain), ("the same with known aliases", rich),
                              ("static model", dense), ("rank fusion of the last two", _fused(rich, dense))):
            ranks.setdefault(method, []).append(found)
    return [_score(method, found, [right for _, right in asked]) for method, found in ranks.items()]


def _aliases(terms: Sequence[Term], name: str) -> tuple[str, ...]:
    return next((term.aliases for term in terms if term.name == name), ())


def _fused(*rankings: Sequence[str]) -> list[str]:
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, name in enumerate(ranking):
            scores[name] = scores.get(name, 0.0) + 1 / (60 + rank)
    return sorted(scores, key=lambda name: -scores[name])[:10]


def _score(method: str, found: Sequence[Sequence[str]], right: Sequence[tuple[str, ...]]) -> Score:
    ranks = [next((i for i, name in enumerate(names, 1) if name in wanted), 0)
             for names, wanted in zip(found, right, strict=True)]
    n = len(ranks) or 1
    return Score(method, sum(r == 1 for r in ranks) / n, sum(0 < r <= 5 for r in ranks) / n,
                 sum(1 / r for r in ranks if r) / n)


def write_pairs(pairs: Sequence[Pair], path: Path = PAIRS) -> str:
    """Write what it was trained on beside it; the hash is the model's version."""
    lines = "".join(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as file:
        file.write(lines)
    return hashlib.sha256(lines).hexdigest()[:8]


def main() -> None:
    """Train and write the model, or print how it does on what it was not told."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--evaluate", action="store_true")
    begun = time.perf_counter()
    if cli.parse_args().evaluate:
        print("| half of the glossary held out | R@1 | R@5 | MRR |\n| --- | --- | --- | --- |")
        print(*evaluate(), sep="\n")
        return
    pairs = training_pairs()
    model = train(pairs, near_misses())
    model.save(WEIGHTS, write_pairs(pairs))
    size = WEIGHTS.stat().st_size / 1e6
    print(f"{len(pairs)} pairs, {len(model.vocabulary)} tokens, {size:.1f} MB, {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
