"""Sets of words that mean the same in an order to an assistant, and filler words."""

_SETS = """
ignore|disregard|pay no heed to|set aside|overlook|skip over|take no notice of
forget|put out of mind|drop|erase from memory|let go of
disregard|ignore|leave out of account|discount|wave away
override|overrule|supersede|take precedence over|replace
bypass|get around|sidestep|circumvent|work around
disable|switch off|turn off|deactivate|shut down
instructions|directions|orders|guidelines|directives
instruction|direction|order|guideline|directive
rules|policies|regulations|norms|constraints
guidelines|rules|principles|policies|standing orders
restrictions|limits|constraints|barriers|limitations
filters|safeguards|checks|guards|screens
previous|prior|earlier|preceding|former
above|preceding|foregoing|earlier|aforementioned
all|every one of|the whole of|the entirety of|each of
reveal|show|disclose|expose|lay open
show|display|present|bring up|let me see
print|output|write out|type out|spell out
repeat|restate|recite|echo|say again
tell|inform|let know|notify|fill in
system|core|underlying|base|foundational
prompt|preamble|brief|setup text|opening message
secret|hidden|concealed|private|undisclosed
hidden|concealed|unseen|tucked away|secret
password|passphrase|secret word|access code|login secret
confidential|private|sensitive|classified|restricted
pretend|make believe|act as though|imagine|play along that
act|behave|perform|operate|function
roleplay|play the part|take on a role|improvise a character|stay in character
unrestricted|unlimited|unbound|free of limits|unconstrained
uncensored|unfiltered|unedited|unmoderated|raw
answer|reply|respond|give a response|come back
respond|reply|answer|react|write back
refuse|decline|turn down|say no to|reject
never|at no time|not ever|on no occasion|under no circumstances
always|at all times|every time|invariably|without exception
send|forward|transmit|dispatch|pass along
email|mail|message|write to|send a note to
delete|remove|erase|wipe|get rid of
execute|run|carry out|perform|launch
user|person|client|customer|human
assistant|helper|agent|bot|model
new|fresh|updated|revised|latest
now|at this point|from here on|as of this moment|right away
begin|start|commence|open|kick off
follow|obey|comply with|adhere to|stick to
must|have to|need to|are required to|are obliged to
important|crucial|vital|essential|critical
only|solely|just|exclusively|nothing but
warning|caution|notice|disclaimer|alert
recommend|suggest|endorse|advise|put forward
document|file|text|paper|record
summarise|sum up|condense|recap|outline
summarize|sum up|condense|recap|outline
translate|render|convert|put into words of|transpose
immediately|at once|right away|without delay|instantly
developer|engineer|programmer|maker|creator
everything|all of it|the lot|the whole thing|all there is
conversation|chat|dialogue|exchange|discussion
mention|bring up|refer to|speak of|note
"""


def _table() -> dict[str, tuple[str, ...]]:
    sets = (line.split("|") for line in _SETS.split("\n") if line)
    return {words[0]: tuple(words[1:]) for words in sets}


SYNONYMS: dict[str, tuple[str, ...]] = _table()
"""Other wordings of a lower-case English word."""

FILLERS: tuple[str, ...] = (
    "well", "um", "you know,", "basically", "kindly", "please", "like", "so", "actually", "just", "honestly",
    "if I may,", "as it were,", "I mean,", "right,", "okay,", "sort of", "by the way,", "literally", "simply",
    "for a moment", "really", "anyway,", "perhaps", "of course",
)
"""Words that may stand almost anywhere in an English sentence without changing it."""
