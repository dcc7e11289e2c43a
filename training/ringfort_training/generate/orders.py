"""Orders that people gave to assistants: hostile only where data holds them, which no assistant was asked to obey."""

import random
import re
from collections.abc import Iterable

VERBS = frozenset(
    """add activate answer apply block book build buy calculate call cancel change check choose classify close combine compare
    complete compose compute convert copy count create delete describe design determine download draft draw edit email estimate
    evaluate explain extract find fix format freeze generate get give go identify implement increase invite investigate let list
    locate lower make mark move name open order paste pay pick plan play post predict print propose provide publish put read recommend
    record reduce remind remove rename reorder replace report request reserve reset retrieve return rewrite run save schedule search
    select send set share show simplify solve sort start stop submit suggest summarise summarize switch take tell text
    transfer translate turn unlock update upload use verify write""".split()
)
"""First words that make a sentence an order; whoever writes another one is understood all the same, only not taken here."""

LONGEST = 180
SPEAKING = re.compile(r"\b(?:you are|imagine|role of|act as|pretend)\b", re.IGNORECASE)


def is_order(text: str) -> bool:
    words = re.findall(r"[A-Za-z']+", text[:60].lower())
    if words[:1] == ["please"]:
        words = words[1:]
    return len(words) > 2 and words[0] in VERBS and len(text) <= LONGEST and "\n" not in text and not SPEAKING.search(text)


def orders_of(texts: Iterable[str]) -> list[str]:
    """The texts that are one order, in their order, each once."""
    return list(dict.fromkeys(text.strip() for text in texts if is_order(text)))


def clause(rng: random.Random, order: str) -> str:
    """An order as a clause that fits after "please" and "must" alike."""
    text = re.sub(r"^please\s+", "", order.strip(), flags=re.IGNORECASE).rstrip(".!? ")
    text = re.sub(r"[,;]?\s*please$", "", text, flags=re.IGNORECASE)
    if rng.random() < 0.25:
        text = re.sub(r"\bmy\b", rng.choice(("the user's", "your", "this user's")), text)
        text = re.sub(r"\bme\b", rng.choice(("us", "the reader", "me")), text)
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
