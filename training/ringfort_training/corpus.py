"""Makes the texts that the detectors learn from: public rows, generated ones, clean and injected twins, disguises."""

import hashlib
import random
import re
from dataclasses import dataclass

from . import packages
from .data import LICENCES, Near, Row
from .generate import dialogues, direct, disguise, documents, injections, languages, lookalikes, notes, orders

DOCUMENT_CHANNELS = ("document", "tool_output", "tool_description")
NOISY_KINDS = ("code-execution",)
"""Public rows of this kind ask for a command to be run and try to redirect nobody."""

CALIBRATION_SHARE = {"user": 0.25, "data": 0.4, "package": 0.25}
"""Share of the harmless public rows that no weight learns from: thresholds are set on them."""

ASKED_KINDS = ("instruction", "agent-task", "voice-assistant", "customer-support", "templated-question")
"""Public rows in which people ask an assistant for something."""
PASSAGE_KINDS = ("document-task", "instruction")
"""Public rows that hold a passage of an article, a review or a dialogue between the words of a task."""

REAL_HOSTS = 0.7
"""Share of the injected documents that are real ones; the others are made up."""

LONGEST_DOCUMENT = 1_800
"""Characters of a document that are used; longer ones are cut at a line or a sentence."""


@dataclass(frozen=True)
class Text:
    """One text to learn from or to set thresholds on; `spans` are the injected stretches in characters."""

    text: str
    channel: str
    attack: bool
    role: str
    source: str
    spans: tuple[tuple[int, int], ...] = ()
    weight: float = 1.0

    def line(self) -> dict:
        return {"text": self.text, "channel": self.channel, "spans": utf16(self.text, self.spans)}


@dataclass(frozen=True)
class Amounts:
    """How many texts of each kind are generated for one epoch's corpus."""

    direct: int = 14_000
    foreign: int = 4_500
    lookalikes: int = 12_000
    documents: int = 5_000
    injected: int = 14_000
    dialogues: int = 1_800
    lines: int = 3_000
    pasted: int = 2_500
    disguised: int = 6_000
    transcripts: int = 800
    notes: int = 2_500
    writing: int = 900
    noisy: int = 1_500
    calibration: int = 1_800


def utf16(text: str, spans: tuple[tuple[int, int], ...]) -> list[list[int]]:
    return [[len(text[:at].encode("utf-16-le")) // 2 for at in span] for span in spans]


def drawn(row: Row, share: float) -> bool:
    """The same rows in every run: by digest of the text, not by chance."""
    return hashlib.sha256(row.text.encode()).digest()[0] < share * 256


def compose(rows: list[Row], seed: int, amounts: Amounts, without: frozenset[str] = frozenset()) -> list[Text]:
    """
    All texts, in a fixed order for a seed. `rows` are those that may be learned from; rows and generated texts that nearly
    repeat a text of `rows`' dev split must be taken out by the caller. `without` names datasets to leave out.
    """
    rng = random.Random(seed)
    used = [row for row in rows if row.dataset not in without]
    texts: list[Text] = []
    hosts: list[str] = []
    asked: list[str] = []
    prompts: list[str] = []
    for row in used:
        channel = "data" if row.channel in DOCUMENT_CHANNELS else "user"
        if row.attack:
            if row.kind not in NOISY_KINDS and channel == "user":
                texts.append(Text(row.text, channel, True, "train", row.dataset))
            continue
        share = CALIBRATION_SHARE["package" if row.kind == packages.KIND else channel]
        role = "calibration" if drawn(row, share) else "train"
        if channel == "user":
            weight = 0.5 if row.channel == "system" else 1.0
            texts.append(Text(row.text, channel, False, role, row.dataset, weight=weight))
            if role == "calibration":
                continue
            if row.channel == "system":
                prompts.append(row.text)
            elif row.kind in ASKED_KINDS and len(row.text) < 220:
                asked.append(row.text)
            passage = passage_of(row.text) if row.kind in PASSAGE_KINDS else ""
            if passage:
                texts.append(Text(passage, "data", False, "train", "passage"))
                hosts.append(passage)
            continue
        for piece in pieces_of(row.text):
            texts.append(Text(piece, channel, False, role, row.dataset))
            if role == "train" and len(piece) > 120:
                hosts.append(piece)

    def add(generated: list[dict], channel: str, attack: bool, source: str, weight: float = 1.0) -> None:
        texts.extend(Text(one["text"], channel, attack, "train", f"made:{source}", weight=weight) for one in generated)

    made_direct = direct.attacks(rng, amounts.direct)
    add(made_direct, "user", True, "direct")
    foreign_attacks = languages.attacks(rng, amounts.foreign)
    add(foreign_attacks, "user", True, "foreign")
    foreign_benign = languages.benign(rng, amounts.foreign)
    add(foreign_benign, "user", False, "foreign")
    add(lookalikes.benign(rng, amounts.lookalikes), "user", False, "lookalikes")
    made_documents = documents.documents(rng, amounts.documents + amounts.calibration)
    for index, one in enumerate(made_documents):
        role = "calibration" if index < amounts.calibration else "train"
        texts.append(Text(one["text"], "data", False, role, "made:documents"))
    add(documents.lines(rng, amounts.lines), "data", False, "lines")
    add(rng.sample(foreign_benign, min(len(foreign_benign), 1_500)), "data", False, "foreign", 0.5)

    given = orders.orders_of(asked)
    add(notes.notes(rng, amounts.notes), "data", False, "notes")
    add(dialogues.dialogues(rng, asked, prompts, amounts.dialogues), "data", False, "dialogues", 0.7)
    short_attacks = [one["text"] for one in made_direct if len(one["text"]) < 200]
    add(notes.writing(rng, short_attacks, amounts.writing), "data", False, "writing", 0.7)
    add(notes.writing(rng, short_attacks, amounts.writing // 3), "user", False, "writing", 0.7)
    for _ in range(amounts.noisy):
        texts.append(Text(noisy(rng, rng.choice(asked)), "user", False, "train", "made:noisy"))

    made_hosts = [one["text"] for one in made_documents[amounts.calibration :]]
    payloads = payloads_of(rng, used, made_direct, given, amounts)
    for source, payload, weight in payloads:
        host = rng.choice(hosts if rng.random() < REAL_HOSTS and hosts else made_hosts)
        text, span = insert(rng, host, payload)
        texts.append(Text(text, "data", True, "train", f"twin:{source}", (span,), weight))
        if rng.random() < 0.35:
            texts.append(Text(host, "data", False, "train", "twin:clean"))

    for _ in range(amounts.pasted):
        host = rng.choice(hosts if rng.random() < REAL_HOSTS and hosts else made_hosts)[:900]
        lead = rng.choice(LEADS)
        if rng.random() < 0.5:
            source, payload, weight = rng.choice(payloads)
            if source == "stray":
                continue
            body, (start, end) = insert(rng, host, payload)
            text = f"{lead}\n\n{body}"
            shift = len(lead) + 2
            texts.append(Text(text, "user", True, "train", f"pasted:{source}", ((start + shift, end + shift),), weight))
        else:
            texts.append(Text(f"{lead}\n\n{host}", "user", False, "train", "pasted:clean"))

    for _ in range(amounts.transcripts):
        texts.append(Text(transcript(rng, asked), "user", False, "train", "made:transcript"))

    plain_users = [one for one in texts if one.channel == "user" and one.role == "train" and not one.spans and len(one.text) < 600]
    for one in rng.sample(plain_users, min(len(plain_users), amounts.disguised)):
        if not one.attack and rng.random() < 0.35:
            continue
        disguised, name = disguise.disguise(rng, one.text)
        texts.append(Text(disguised, one.channel, one.attack, "train", f"disguise:{name}", weight=0.7 * one.weight))
    return texts


LEADS = (
    "Summarise this for me:",
    "Can you tell me what this says?",
    "Please translate the following into French.",
    "What are the key points here?",
    "Here is the e-mail I got, draft a reply.",
    "Proofread this text:",
    "I copied this from a web page. Is it true?",
    "Extract all dates and names.",
    "tl;dr?",
    "Explain this to a ten-year-old:",
    "Use the document below to answer: who is responsible?",
    "Turn this into a table.",
)


def noisy(rng: random.Random, task: str) -> str:
    """A harmless task as a careless hand or a broken form sends it: slips, stray letters, a sentence too much."""
    words = task.split()
    for _ in range(rng.randint(0, 3)):
        at = rng.randrange(len(words))
        words[at] = disguise.disguise(rng, words[at], rng.choice(SLIPS))[0]
    tail = rng.choice(TAILS)
    if tail == "letters":
        tail = " ".join("".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=rng.randint(4, 12))) for _ in range(rng.randint(1, 3)))
    return f"{' '.join(words)} {tail}".strip()


TAILS = ("", "", "letters", "letters", "and true is true", "and false is not true", "so what is it", "thx!!", "asap", "[END]", "--", "Answer:", "Question: Answer:")

SLIPS = ("typos", "scrambled", "dropped_vowels", "leet", "random_case", "all_caps", "punctuation")

CLOSINGS = ("", "", "Can you summarise this chat?", "What should I answer next?", "Is the second reply right?", "Continue in the same tone.")


def transcript(rng: random.Random, questions: list[str]) -> str:
    """A harmless dialogue that a user pastes: many turns alone are no attack."""
    return f"{dialogues.transcript(rng, questions)}\n{rng.choice(CLOSINGS)}".strip()


def payloads_of(
    rng: random.Random, used: list[Row], made_direct: list[dict], given: list[str], amounts: Amounts
) -> list[tuple[str, str, float]]:
    """What is put into documents: where it comes from, its text, how much it counts. `given` are orders of real users."""
    total = amounts.injected
    public = [row.text for row in used if row.attack and row.channel in DOCUMENT_CHANNELS]
    short = [row.text for row in used if row.attack and row.channel == "user" and 20 < len(row.text) < 400 and row.kind not in NOISY_KINDS]
    made = injections.injections(rng, round(total * 0.6), given)
    payloads = [("injections", one["text"], 0.8 if one["family"].startswith("plain/") else 1.0) for one in made]
    payloads += [("foreign", one["text"], 1.0) for one in languages.injections(rng, round(total * 0.1))]
    payloads += [("direct", rng.choice(made_direct)["text"][:500], 1.0) for _ in range(round(total * 0.06))]
    payloads += [("public-direct", rng.choice(short), 1.0) for _ in range(round(total * 0.06)) if short]
    payloads += [("public", text, 1.0) for text in public for _ in range(2)]
    payloads += [("stray", one["text"], 0.6) for one in injections.stray(rng, round(total * 0.05))]
    payloads += [("stray", rng.choice(given), 0.7) for _ in range(round(total * 0.08)) if given]
    for _ in range(round(total * 0.06)):
        source, text, weight = payloads[rng.randrange(round(total * 0.6))]
        payloads.append((source, disguise.disguise(rng, text)[0], 0.7 * weight))
    rng.shuffle(payloads)
    return payloads


def insert(rng: random.Random, host: str, payload: str) -> tuple[str, tuple[int, int]]:
    """Puts a payload at the start, at the end, or between two sentences or lines; gives back where it stands."""
    places = [0, len(host)] + [match.end() for match in re.finditer(r"[.!?]\s|\n", host)]
    at = rng.choice(places) if rng.random() < 0.8 else rng.choice(places[:2])
    before, after = host[:at].rstrip(" "), host[at:].lstrip(" ")
    joint = rng.choice((" ", " ", "\n", "\n\n")) if before else ""
    payload = payload.strip()
    start = len(before) + len(joint)
    tail = rng.choice((" ", " ", "\n", "\n\n")) if after else ""
    return f"{before}{joint}{payload}{tail}{after}", (start, start + len(payload))


def passage_of(text: str) -> str:
    """The middle of a long task, without the two sentences or lines at either end, in which the task itself stands."""
    cuts = [match.end() for match in re.finditer(r"[.!?]\s|\n+", text)]
    if len(text) < 500 or len(cuts) < 6:
        return ""
    passage = text[cuts[1] : cuts[-2]].strip()[:LONGEST_DOCUMENT]
    return passage if len(passage) >= 200 else ""


def pieces_of(text: str) -> list[str]:
    """A document in pieces of bounded length, cut where a line or a sentence ends."""
    pieces = []
    while len(text) > LONGEST_DOCUMENT and len(pieces) < 3:
        cut = max(text.rfind("\n", 600, LONGEST_DOCUMENT), text.rfind(". ", 600, LONGEST_DOCUMENT) + 1)
        cut = cut if cut > 0 else LONGEST_DOCUMENT
        pieces.append(text[:cut])
        text = text[cut:].lstrip()
    pieces.append(text[:LONGEST_DOCUMENT])
    return [piece for piece in pieces if piece.strip()]


def without_repeats(texts: list[Text], dev: Near) -> list[Text]:
    """Drops exact repeats, and generated texts that nearly repeat a text of the dev split."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in texts:
        key = (one.channel, one.text)
        if key in seen:
            continue
        seen.add(key)
        if one.source.startswith("made:") and one.role == "train" and dev.holds(one.text):
            continue
        kept.append(one)
    return kept


__all__ = ["Amounts", "LICENCES", "Text", "compose", "without_repeats"]
