"""The data card: what the weights learned from, counted from the run itself."""

from collections import Counter
from pathlib import Path

from .pipeline import Prepared

HEAD = """# Data card of the shipped detectors

Written by `python -m ringfort_training`; figures are counted from the run that made the weights.

Nothing was learned from rows whose licence forbids it or is unknown: only rows marked `permissive` (MIT, Apache-2.0, BSD, CC0; and 142 short
quotations from public test suites) or `attribution` (CC-BY, ODC-BY) were used. The texts themselves are not part of Ringfort. NotInject, the PIGuard evaluation files, BIPIA, WildGuard, JailbreakBench, XSTest, InjecAgent,
AgentDojo, CyberSecEval, garak, the Qualifire benchmark, spikee, Raccoon, pi-detector-bench and XQuAD were neither learned from nor looked
at. The rows were de-duplicated against them when they were collected, and here against the dev split (exact after NFKC, case and space; word 3-gram Jaccard above 0.6; 50 words in a row).

## Public rows that were learned from

| repository | licence class | attacks | harmless |
|---|---|---:|---:|
"""

MADE = """
## Generated texts

Written for this project as grammars (`training/ringfort_training/generate/`), not copied from any benchmark. `twin` rows are
documents with an injected order, and the same documents clean; `disguise` rows are other rows in disguise; `pasted` rows are
documents that a user pastes.

| kind | attacks | harmless |
|---|---:|---:|
"""

CALIBRATION = """
## Calibration texts

Harmless texts from which no weight learned anything; the thresholds of `calibration.json` were set on them. Pieces of one
long document count one by one, so the bound is somewhat optimistic for documents; of the data texts more than half are generated.

| channel | source | texts |
|---|---|---:|
"""


def write_data_card(prepared: Prepared, file: Path) -> None:
    """Counts what the run used."""
    learned = prepared.learned
    counts: Counter[tuple[str, str, bool]] = Counter((row.repository, row.terms, row.attack) for row in learned)
    lines = [HEAD]
    for repository, terms in sorted({(one, other) for one, other, _ in counts}):
        lines.append(f"| {repository} | {terms} | {counts[repository, terms, True]} | {counts[repository, terms, False]} |\n")
    lines.append(MADE)
    made: Counter[tuple[str, bool]] = Counter(
        (one.source, one.attack) for one in prepared.texts if ":" in one.source and one.role == "train"
    )
    for kind in sorted({kind for kind, _ in made}):
        lines.append(f"| {kind.replace('made:', '').replace(':', ', ')} | {made[kind, True]} | {made[kind, False]} |\n")
    lines.append(CALIBRATION)
    for (channel, source), count in sorted(Counter((one.channel, one.source) for one in prepared.texts if one.role == "calibration").items()):
        lines.append(f"| {channel} | {source.replace('made:', 'generated: ')} | {count} |\n")
    file.write_text("".join(lines), encoding="utf-8")
