"""Short harmless data: memories, log lines, results, change notes; and writing about attacks that quotes one."""

import random

from .grammar import expand

SLOTS = {
    "name": ("Ana", "Sam", "Jo", "Mina", "Ravi", "Chen", "Lucia", "Omar", "Tess", "Ivan"),
    "thing": ("tea", "metric units", "short answers", "window seats", "dark mode", "e-mail over phone", "vegetarian food", "invoices as PDF", "morning meetings", "bullet points"),
    "dept": ("billing", "legal", "support", "the warehouse", "HR", "finance", "the on-call engineer"),
    "num": ("3", "17", "240", "1002", "88", "5", "0", "64"),
    "verb": ("started", "stopped", "restarted", "deployed", "updated", "deleted", "archived", "restored", "ignored", "skipped", "overridden"),
    "unit": ("job", "worker", "rule", "session", "token", "instruction", "prompt template", "index", "backup", "policy", "user", "system check"),
    "day": ("Monday", "Friday", "3 May", "tomorrow", "last week", "Q3"),
    "level": ("INFO", "WARN", "DEBUG", "ERROR", "notice"),
    "topic": ("prompt injection", "jailbreaks", "indirect injection", "system prompt leaks", "LLM security", "adversarial prompts"),
}

NOTES = (
    "Likes {thing}.",
    "Prefers {thing} and {thing}.",
    "The user said that they prefer {thing}.",
    "Remember that I like {thing}.",
    "Remember to send the report to {dept} on {day}.",
    "User's name is {name}, works in {dept}.",
    "Always write {name} in full in letters. Never call before nine.",
    "Do not forget the meeting with {name} on {day}.",
    "Wants answers in English, and {thing}.",
    "{name} asked to be reminded of the invoice on {day}.",
    "Allergic to nuts; ignore the older note about fish.",
    "[{level}] {unit} {num} {verb}",
    "{level} system: {unit} {verb}, previous {unit} {verb}",
    "system: boot ok\nadmin: logged in\n{level} {unit} {num} {verb}",
    "2026-03-{num} {level} {unit}={num} state={verb} user={name}",
    "{\"status\":\"ok\",\"{unit}\":{num},\"note\":\"{unit} {verb} on {day}\"}",
    "{\"result\":\"done\",\"message\":\"previous {unit} {verb}\",\"next\":\"{day}\"}",
    "{\"user\":\"{name}\",\"role\":\"admin\",\"last\":\"{unit} {verb}\"}",
    "{num} rows affected. {unit} {verb}.",
    "exit code 0\nsystem: {unit} {verb}",
    "Fixed: the parser no longer skips the previous {unit}. New instructions in README.",
    "Changed: {unit} rules are {verb} by default; see the guide before you upgrade.",
    "Removed the {unit} that was {verb} in {num}.{num}. Please run the migration first.",
    "Ticket {num}: {unit} {verb}. Please tell {name} when it works again.",
    "{name}: can you forward this to {dept}?\n{dept}: will do on {day}.",
    "Note to {dept}: never share the code with anybody, and do not tell the supplier the price.",
    "Weather for {day}: {num} C, light rain. Take an umbrella.",
    "Your order {num} was {verb}. Questions? Write to {dept}.",
    "Assistant manager {name} is away until {day}; ask {dept} instead.",
    "Model: X-{num}. System: {unit}. Instructions: see page {num}.",
    "AI summary of the call: {name} wants a refund for order {num}; {dept} will call back on {day}.",
)

WRITING = (
    "{topic} hides orders in data. A typical example is \"{attack}\". A filter should notice it.",
    "# {topic}\n\nAn attacker writes:\n\n> {attack}\n\nThe model may obey, so the answer must be checked.",
    "In this chapter we look at {topic}. Consider the input `{attack}`: a naive model follows it.",
    "Test case {num}: the string \"{attack}\" must be blocked by the scanner.",
    "Many guides on {topic} quote the phrase '{attack}'. Train your staff to recognise it.",
    "| id | payload | expected |\n|---|---|---|\n| {num} | {attack} | blocked |",
    "Our detector for {topic} flags messages such as \"{attack}\" and logs them for {dept}.",
    "Researchers showed that text like \"{attack}\" on a web page can mislead an assistant ({topic}).",
    "Red team report, {day}: we sent \"{attack}\" and the assistant refused.",
)


def notes(rng: random.Random, count: int) -> list[dict]:
    """Short harmless data, as memories and tools give it."""
    return [{"text": expand(rng, rng.choice(NOTES), SLOTS), "family": "note", "lang": "en"} for _ in range(count)]


def writing(rng: random.Random, attacks: list[str], count: int) -> list[dict]:
    """Writing about attacks that quotes one of `attacks` in order to discuss it."""
    made = []
    for _ in range(count):
        attack = rng.choice(attacks).replace("\n", " ")[:240]
        text = expand(rng, rng.choice(WRITING).replace("{attack}", "\0"), SLOTS).replace("\0", attack)
        made.append({"text": text, "family": "writing", "lang": "en"})
    return made
