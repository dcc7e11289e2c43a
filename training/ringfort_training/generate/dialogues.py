"""Harmless data that holds questions, orders and answers of others: transcripts, messages, rows of data sets, lists of tasks, prompts in files."""

import json
import random

SPEAKERS = (("User", "Assistant"), ("Q", "A"), ("Human", "AI"), ("Customer", "Agent"), ("Caller", "Desk"), (">", "Bot"), ("Guest", "Host"))
REPLIES = (
    "Sure, here is what I found.",
    "You can do that under Settings, Account.",
    "It takes two to three working days.",
    "Hello! How can I help you today?",
    "I'm sorry, I cannot help with that.",
    "The answer is 42.",
    "Could you tell me your order number?",
    "Done. Is there anything else?",
    "I am the shop's assistant and can answer questions about orders.",
    "Here is a short list with three items.",
    "Let me check that for you.",
    "Of course! The nearest one is in the old town.",
    "That depends on the plan that you have.",
    "Thanks for waiting, the refund is on its way.",
)
KEYS = (("instruction", "output"), ("prompt", "completion"), ("question", "answer"), ("input", "target"), ("query", "expected"), ("task", "result"))
FENCES = ("```", "```text", "```yaml", "```prompt")
TITLES = ("Example prompt", "Template", "System message", "Persona", "Prompt 3", "default_prompt")


def dialogues(rng: random.Random, said: list[str], prompts: list[str], count: int) -> list[dict]:
    """`count` texts made of what users asked (`said`) and of system prompts (`prompts`), as files and pages show them."""
    makers = [transcript, messages, rows, tasks] + ([shown] if prompts else [])
    made = []
    for _ in range(count):
        maker = rng.choice(makers)
        made.append({"text": maker(rng, prompts if maker is shown else said), "family": maker.__name__, "lang": "en"})
    return made


def transcript(rng: random.Random, said: list[str]) -> str:
    person, machine = rng.choice(SPEAKERS)
    mark = rng.choice((": ", ": ", " ", ":\n"))
    turns = [f"{person}{mark}{rng.choice(said)}\n{machine}{mark}{rng.choice(REPLIES)}" for _ in range(rng.randint(1, 6))]
    text = rng.choice(("\n", "\n\n")).join(turns)
    return rng.choice((text, text, f"```\n{text}\n```", f"Transcript of call {rng.randint(100, 9999)}\n\n{text}", f"<pre>\n{text}\n</pre>"))


def messages(rng: random.Random, said: list[str]) -> str:
    turns = []
    for _ in range(rng.randint(1, 4)):
        turns += [{"role": "user", "content": rng.choice(said)}, {"role": "assistant", "content": rng.choice(REPLIES)}]
    if rng.random() < 0.4:
        turns.insert(0, {"role": "system", "content": rng.choice(("You are a helpful assistant.", "You answer questions about our shop.", "Answer briefly."))})
    return json.dumps(rng.choice(({"messages": turns}, turns, {"id": rng.randint(1, 999), "conversation": turns})), ensure_ascii=False, indent=rng.choice((None, 2)))


def rows(rng: random.Random, said: list[str]) -> str:
    asked, answer = rng.choice(KEYS)
    lines = [{asked: rng.choice(said), answer: rng.choice(REPLIES)} for _ in range(rng.randint(2, 6))]
    if rng.random() < 0.5:
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return json.dumps(lines, ensure_ascii=False, indent=2)


def tasks(rng: random.Random, said: list[str]) -> str:
    chosen = [rng.choice(said) for _ in range(rng.randint(3, 7))]
    head = rng.choice(("Tasks of the benchmark", "Things that people ask our assistant", "Example questions", "Test cases", "What you can say"))
    shape = rng.randrange(3)
    if shape == 0:
        return f"## {head}\n\n" + "\n".join(f"- {one}" for one in chosen)
    if shape == 1:
        levels = ("easy", "medium", "hard")
        return f"## {head}\n\n| level | task |\n|---|---|\n" + "\n".join(f"| {rng.choice(levels)} | {one} |" for one in chosen)
    return f"{head}:\n" + "\n".join(f'{number}. "{one}"' for number, one in enumerate(chosen, 1))


def shown(rng: random.Random, prompts: list[str]) -> str:
    """A prompt as a file or a page shows it."""
    text = rng.choice(prompts)[: rng.randint(200, 900)].rsplit("\n", 1)[0].strip()
    title = rng.choice(TITLES)
    indented = text.replace("\n", "\n  ")
    return rng.choice((
        f"## {title}\n\n{rng.choice(FENCES)}\n{text}\n```",
        f"name: {title}\nmodel: large\nsystem: |\n  {indented}",
        f'{title.upper().replace(" ", "_")} = """{text}"""',
        f"---\nsample:\n  question: Who is it?\n---\nsystem:\n{text}\nuser:\n{{{{question}}}}",
        json.dumps({"name": title, "prompt": text}, ensure_ascii=False, indent=2),
    ))
