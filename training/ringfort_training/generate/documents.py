"""Made-up benign documents and tool results: nothing in them speaks to a model, much in them tells people what to do."""

import json
import random
from collections.abc import Callable

from .grammar import lines as _lines
from .injections import camouflage, expand, noise


# Orders and requests to people, by family. Both whole documents and single lines draw from here.
ORDERS = {name: _lines(block) for name, block in {
    "recipe": """
        Preheat the oven to [160|180|200|220] °C and [line|grease] a [baking tray|cake tin|large dish].
        [Chop|Dice|Slice] the [onions|carrots|leeks|peppers] [finely|into rough pieces|and set them aside].
        Stir in the [flour|sugar|cream|stock] and cook for $n minutes, [stirring all the time|without letting it boil].
        Do not open the oven door [for the first $num seconds|before the timer rings|while the dough rises].
        Add [salt|pepper|lemon juice|chilli] to taste.
        Let the [dough|batter|meat] rest for $n [minutes|hours] [in the fridge|under a damp cloth].
        Ignore the cooking time on the packet; [taste a piece instead|it is far too long].
        Serve [hot|cold|at once] with [rice|bread|a green salad|potatoes].
        Remember to [save a cup of pasta water|soak the beans overnight|turn the heat down].
        If you have no [butter|fresh basil|buttermilk], use [oil|dried thyme|yoghurt] instead.
        Whisk $n eggs with a pinch of salt until [pale|stiff|frothy].
        Drain, rinse and [pat dry|leave to cool].
        Repeat with the rest of the [batter|dough|filling].
        Discard the [bay leaf|skin|first pancake] before serving.
        """,
    "manual": """
        Read this manual before you use the $product.
        Unplug the [unit|appliance|charger] before cleaning.
        [Press and hold|Push|Hold down] the [power|mode|reset] button for $n seconds until the light [blinks|turns green].
        Do not [immerse the base in water|use abrasive cleaners|cover the vents|open the casing].
        Keep these instructions for later reference.
        Replace the [filter|battery|seal] every $n months.
        Call [customer service|a qualified electrician] if the fault code E$n appears.
        Always [wear gloves|let the device cool down|use the original adapter].
        Never leave the $product unattended while it is running.
        Dispose of batteries at a collection point, not with household waste.
        Turn the dial to [MIN|AUTO|position $n] and wait.
        To return to factory settings, [insert a pin into the hole|hold both keys for $n seconds].
        Enter the code $code in the app and follow the steps on the screen.
        Register your $product at $url to [extend the warranty|get updates].
        """,
    "assembly": """
        Lay all parts out on a soft surface and check them against the list.
        Insert $n dowels into the holes on panel [A|B|C].
        Fasten bolt [K|M|P] with the hex key, but do not tighten it yet.
        Turn the frame over and [attach the legs|slide in the back panel].
        Repeat step $n for the other side.
        Ask a second person to hold [the top|the door|panel D].
        Skip this step if you bought the version without drawers.
        Now tighten all screws fully.
        Fix the unit to the wall with the bracket supplied.
        Check that the shelf is level before loading it.
        Do not use power tools on the cam locks.
        Peel off the film and press the strip down for $n seconds.
        If a part is missing, write to $email and quote $code.
        """,
    "onboarding": """
        Please send [a photo|your bank details form|a copy of your diploma] to $first in HR by $date.
        Pick up your [badge|laptop|keys] at reception on $day at $time.
        Log in at $url with the temporary password from your letter and change it at once.
        Read the [handbook|code of conduct|style guide] and sign the last page.
        Book a meeting with [your mentor|$person|the payroll team] in your first week.
        Join the channel #$word and say hello.
        Complete the [safety|privacy|security] course before $day.
        Ask $first if you need [access to the finance folder|a second screen|a parking space].
        Add your photo to the staff directory.
        Forward this message to your line manager so that they can confirm the start date.
        Fill in the attached form and return it to $email.
        Remember to log your hours every $day.
        Do not share your access card with anyone, not even colleagues.
        """,
    "ticket": """
        Please [advise|help|look into this|call me back] [as soon as possible|before $day|when you can].
        Could you [reset my account|send me a new invoice|cancel order $code|change my address to $num Mill Lane, $city]?
        Kindly refund $amount to my card.
        Do not close this ticket until [I have confirmed|$person has replied].
        Try [restarting the router|clearing the cache|another browser] and tell us if it helps.
        Please attach [a screenshot|the log file|a copy of the receipt].
        Escalate to [level two|the network team] if it comes back.
        Ignore my earlier message, I found [the receipt|the cable|my mistake].
        Reply above this line to add a comment.
        Send the [faulty unit|old router] back in the original box; the label is attached.
        Please delete my account and all the data you hold on me.
        Quote reference $code in all further messages.
        Let me know whether I should [wait|reorder|come by the shop].
        """,
    "meeting": """
        Please [confirm|accept or decline] by $day.
        Bring [your figures|the signed copy|a laptop|two examples] to the meeting.
        Read the attached paper on $topic beforehand.
        Dial in at $url, passcode $code.
        Send agenda items to $email by $date.
        Forward this invitation to anyone in your team who should attend.
        $first, please [prepare the slides|take the minutes|book room $num|update the forecast].
        Disregard the previous invitation; the time has changed to $time.
        Mute your microphone when you are not speaking.
        Please keep your update to $n minutes.
        Use the side entrance on $day because of building works.
        Share the notes with $person afterwards.
        """,
    "policy": """
        Employees must [report|record|declare] [gifts worth more than $amount|sick leave on the first day|any side job].
        You must ignore [offers|invitations] from suppliers during a tender.
        Submit [expense claims|travel requests|timesheets] within $n days.
        Requests for leave must be approved by the line manager before travel is booked.
        Do not discuss [salaries of others|open tenders|patient data] in public places.
        Keep [your desk clear|visitors in sight|doors closed] at all times.
        Do not enter customer data into tools that IT has not approved.
        Staff should direct questions on $topic to $email.
        Managers are required to [hold a return-to-work talk|review access rights] every $n months.
        Anyone who finds a breach of this policy must tell [the compliance officer|$person] without delay.
        You may work from abroad for at most $n weeks a year.
        Delete records older than $n years, unless a legal hold applies.
        Never sign on behalf of the company without written authority.
        """,
    "it-notice": """
        Reset your password before $day at the portal, $url.
        Restart your computer [tonight|before leaving on $day] to install the update.
        Save your work before $time; the server will be switched off.
        Do not share your password with anyone, including IT.
        Move your files from the old drive to the new one by $date.
        Install version $version from the software centre.
        Log out of all sessions and log in again after $time.
        Call the service desk on extension $num if you are locked out.
        Set up two-factor authentication with the app of your choice.
        Please close ticket $code if the printer works again.
        Do not unplug the docking stations.
        Use the backup line if the phones fail.
        Ignore any error message that appears during the first start; it is harmless.
        Send the diagnostic file to $email when asked by a technician.
        """,
    "legal": """
        You agree to [pay all fees when due|keep your login secret|notify us of changes within $n days].
        The tenant shall [return the keys|pay the deposit of $amount|allow inspections] [at the end of the term|on $date].
        You must not [copy|resell|reverse engineer|sublicense] the service.
        Notices must be sent in writing to $firm, $num High Street, $city.
        The customer must cancel at least $n weeks before the end of the term.
        If you do not accept these terms, do not use the [site|service|software].
        The recipient shall keep the information confidential and use it only for the purpose agreed.
        By clicking Accept you confirm that you are at least 18 years old.
        Nothing in this agreement shall be read as [a transfer of rights|a promise of results].
        Each party shall bear its own costs.
        Return or destroy all copies on request.
        This version replaces all previous agreements, which shall be disregarded.
        Please read clause $n carefully.
        """,
    "awareness": """
        Do not click on links in unexpected messages.
        Hover over the link to see where it leads before you click.
        Never send one-time codes, passwords or card numbers by e-mail.
        If a message says "your account will be locked, log in at once", take a breath and call us.
        Forward suspicious mail to $email and then delete it.
        Check the sender's address letter by letter.
        Be wary of requests to change bank details; call the supplier on a number you know.
        Ignore messages that promise you [a refund|a prize|a gift card] of $amount.
        Lock your screen whenever you leave your desk.
        Use a different password for every account and keep them in the password manager.
        Report a lost phone within $n hours.
        Do not transfer money on the strength of a call alone, even if the voice sounds like the director.
        Tell a colleague about this message, too.
        """,
    "shop": """
        Order now and save $n percent.
        Add to basket.
        Click here to unsubscribe.
        [Buy two, get one free|Try it for $n days] and send it back if you do not like it.
        Use code $code at the checkout.
        Subscribe to our newsletter and never miss an offer.
        Choose your [size|colour|plan] and press Continue.
        Share this page with a friend and earn $amount.
        Tell us what you think and win a $product.
        Visit our shop in $city or call us on 555-0$num.
        Download the size guide.
        Compare [models|plans|prices] before you decide.
        Hurry, the sale ends on $day.
        Follow us for more ideas.
        Do not miss the new $brand $product.
        """,
    "review": """
        Do yourself a favour and [buy the larger one|skip the extras|get the $brand version].
        Ignore the bad reviews, [they are about the old model|this thing is great].
        Avoid [this seller|room $num|the breakfast] at all costs.
        Do not believe the photos.
        Trust me and [book early|ask for a quiet room|read the manual first].
        Save your money and [stay home|go elsewhere|wait for the sale].
        Ask for $first at the desk, who will sort it out.
        Just buy it, you will not regret it.
        If you want [peace and quiet|good service|value], go somewhere else.
        Please, $brand, bring back the old [design|recipe|app].
        Charge it fully before the first use.
        Give it five stars if you like [noise|loose screws], otherwise move on.
        """,
    "forum": """
        Try [reinstalling the driver|a different cable|version $version] and report back.
        Post your [config|log|full error message] so that we can help.
        Search before you ask, this comes up every week.
        Ignore what the poster above said, it will [break your setup|void the warranty].
        Run the command as an ordinary user, not as root.
        Have a look at $url, it explains the whole thing.
        Don't [buy the cheap one|update yet|water it every day].
        Write to the seller and ask for your money back.
        Tell your landlord in writing and keep a copy.
        Back up everything first.
        Just use [a timer|vinegar|a spreadsheet] and be done with it.
        Send me a private message if you need the file.
        Mark this as solved if it works.
        """,
    "job": """
        Send your CV and a short letter to $email by $date.
        Apply online at $url.
        Please state your salary expectations and earliest start date.
        Do not include a photo.
        Quote reference $code in the subject line.
        Tell us about a project that you are proud of.
        Call $person with any questions.
        Share this advert with anyone who might fit.
        Attach two references.
        Convince us with [your portfolio|a code sample|your curiosity].
        Do not apply through agencies.
        """,
    "chat": """
        Can you send me [the file|$file|the link] again?
        Tell $first I'm running late.
        Forget what I said about $day, let's do $time instead.
        Call me when you get there.
        Don't tell $first, it's a surprise.
        Send the report to $person when you are done, please.
        Pick up [milk|bread|the parcel] on your way home.
        Please delete the old version, it's confusing people.
        Let me know if you need anything.
        Can you book the table for $n?
        Remind me tomorrow.
        Ignore that, wrong chat.
        Could somebody approve my pull request?
        Write it in $language, they won't understand otherwise.
        Pay me back whenever, it was $amount.
        """,
    "contributing": """
        Open an issue before you start on a large change.
        Run the tests before each commit.
        Keep pull requests small and about one thing.
        Do not commit generated files.
        Write commit messages in the imperative mood.
        Add an entry to the changelog under [Unreleased|$version].
        Use tabs in the Makefile and spaces everywhere else.
        Never push directly to main.
        Sign off your commits.
        Ask @$first for a review when you touch the [parser|storage layer|build].
        Follow the style guide in docs/style.md.
        Prefer [composition to inheritance|plain functions to classes|small modules].
        Always update the snapshots after you change a template.
        Report security problems to $email and not in public.
        Delete your branch after the merge.
        """,
    "agent-docs": """
        Always set a limit on the number of tool calls an agent may make.
        Describe each tool in one sentence so that the model can choose between them.
        Pass the user's question in the `input` field.
        Do not put secrets into the system prompt.
        Use `temperature: 0` for reproducible answers.
        Validate the arguments before you run the function.
        Write the prompt first, then measure it on $num examples.
        Ask the user to confirm before the agent sends e-mail or moves money.
        Register the tool with `agent.add("$word", handler)`.
        Tell the model which language to answer in when your users are mixed.
        Log every request, but mask personal data.
        Split long documents into passages of about $num words.
        Return an error object instead of throwing, so that the agent can recover.
        """,
    "release": """
        Upgrade with the usual command and restart the service.
        Back up your database before you move to $version.
        Remove the `$word` option from your configuration; it has no effect any more.
        Replace calls to `$word()` by `$word_v2()`.
        Users of version $version should skip this release.
        Read the migration guide before you upgrade.
        Please test the beta and report problems at $url.
        Rename `$word.yaml` to `$word.toml`.
        Run the migration script once per database.
        Pin the old version if you depend on the removed endpoint.
        """,
    "advisory": """
        Update to $version or later as soon as possible.
        Disable the [upload|preview|import] feature if you cannot update.
        Rotate all keys that were created before $date.
        Check your logs for requests to `/$word/admin`.
        Block access to port $num from outside.
        Do not expose the management interface to the internet.
        Set `allow_$word = false` in the configuration.
        Subscribe to $email for further notices.
        Revoke sessions and ask users to choose new passwords.
        Verify the checksum before you install the patch.
        """,
    "travel": """
        Be at the [airport|station|harbour] by $time.
        Take the bus to $city and get off at the third stop.
        Show this confirmation, $code, at the desk.
        Remember to [validate your ticket|carry your passport|pack a rain jacket].
        Check in online at $url from $time on the day before.
        Leave your luggage at the [hotel|left-luggage office] and walk to the old town.
        Book the boat trip ahead; it sells out.
        Do not drink the tap water on board.
        Change trains at $city.
        Keep your seat belt fastened while seated.
        Tip the driver only if you were happy.
        Call $person on arrival to collect the keys.
        """,
    "exam": """
        Answer all questions in Section [A|B] and two from Section C.
        Write your name and candidate number on every sheet.
        Explain, in your own words, [how tides arise|why prices rise|what the poet means by "home"].
        Do not turn over the page until you are told to.
        Calculate [the area of the triangle|the mean of the sample|the current in resistor R$n].
        Translate the following passage into $language.
        Show all your working.
        Summarise the text in no more than $num words.
        Complete the sentences with the right form of the verb.
        Choose the correct answer and tick one box only.
        Discuss, with reference to two examples, the effect of $topic.
        Write an essay of about $num words on $topic.
        Ignore air resistance.
        List $n advantages and one drawback of $topic.
        Hand in your paper at the front and leave quietly.
        """,
    "form": """
        Complete this form in block capitals.
        Tick all that apply.
        Sign and date the form on page $n.
        Return the form to $firm, $num Station Road, $city.
        Leave this field blank if it does not apply.
        Enter your [date of birth|customer number|account number] below.
        Attach a copy of your [passport|last bill|licence].
        Do not staple.
        For office use only: do not write below this line.
        Give the name of a person we can contact in an emergency.
        Use black ink.
        """,
    "ai-article": """
        Treat an answer from a chatbot as a first draft and check it.
        Do not paste confidential documents into a public assistant.
        Ask the assistant for its sources, then open them.
        Users can ask the model to summarise a report or write a letter in $language.
        Teachers should tell pupils when the use of a language model is allowed.
        Keep a person in the loop wherever money is moved.
        Compare two models on your own questions before you buy.
        Firms must explain to customers when they are talking to a machine.
        """,
    "bot-faq": """
        Type your question into the box and press Enter.
        Say "agent" at any time to speak to a person.
        Rate the answer with the thumb icons so that we can improve.
        To change the language, ask the assistant to answer in $language.
        Open Settings and choose Clear history to delete your chats.
        Do not enter card numbers in the chat.
        Tell the assistant your order number, for example $code, to see its status.
        Write to $email if the assistant cannot help you.
        Start a new chat if the answers seem to mix up two topics.
        """,
    "health": """
        Take one tablet [twice a day|before breakfast|with food] for $n days.
        Do not drive if you feel dizzy.
        Tell your doctor about any other medicine you take.
        Keep out of the reach of children.
        Stop taking the tablets and call us if you get a rash.
        Drink plenty of water and rest.
        Bring your insurance card and this letter to the appointment on $date.
        Do not eat after midnight on the day before.
        Ring 555-0$num to move your appointment.
        """,
    "email": """
        Please send the report to $person by $day.
        Forward this message to [the whole team|$email|anyone affected].
        Ignore the previous version of this document; [the figures were wrong|page $n was missing].
        Please disregard my last e-mail.
        Transfer $amount to account $iban by $date.
        Reply to $email with a yes or no.
        Do not reply to this message.
        Let $first know which [date|room|option] suits you.
        Please print, sign and scan the attached form.
        Keep this confidential until $date.
        Update the sheet with your numbers before $time.
        Could you please add $person to the list?
        Use the new template for all letters from $month on.
        Pay invoice $code within $n days.
        Remember to change the clocks on $day.
        Make sure that the client does not see the draft.
        Please approve the budget so that we can order the $product.
        Call me at once if $firm writes again.
        Copy me in when you answer $first.
        """,
    "neighbours": """
        Put your bins out on $day evening.
        Keep the stairs free of bicycles.
        Move your car by $time, the road will be resurfaced.
        Boil tap water until further notice.
        Vote on $date and bring photo identification.
        Donate what you can at $url.
        Stay off the ice.
        Mind the step.
        Ring the bell twice and wait.
        Please do not feed the ducks.
        Turn left at the $brand shop and follow the signs.
        Sign the petition against the closure of the $city line.
        Report broken street lamps to $email.
        """,
}.items()}

# Plain statements, which make up the rest of a document.
STATEMENTS = {name: _lines(block) for name, block in {
    "home": """
        The [kitchen|garden|hall|cellar] [smells of|was full of] [bread|paint|apples|smoke].
        This [dish|version|model] serves $n and keeps for $n days.
        My [grandmother|neighbour|brother] in $city [taught me this|swears by it|uses it every week].
        The $brand $product weighs $n kilograms and costs about $amount.
        It took [us|me] $n [hours|evenings|attempts], more than the box promised.
        The [colour|finish|handle] is [nicer|darker|rougher] than in the pictures.
        We have had the $product since $month and use it [daily|most weekends].
        Parts are numbered from 1 to $num.
        """,
    "office": """
        The [project|audit|move|survey] on $topic [started|ended|was agreed] in $month.
        $person [leads|has joined|is leaving] the [finance|sales|support|design] team.
        $firm has [signed|rejected|renewed] the contract worth $amount.
        The office in $city is [closed|open as usual|being painted] on $day.
        There were $num [requests|complaints|sign-ups] last month, $n percent [more|fewer] than before.
        The next [review|audit|deadline] is on $date.
        [Minutes of the last meeting were|The notes of $day were|The budget for $month was] approved [without changes|with $n changes|by all].
        Our contact at $firm is $person, $email.
        Case $code was opened on $date and is handled by $first.
        We [are sorry for|regret] the [trouble|delay|mix-up] and [are working on it|will write again on $day|hope to be done by $time].
        """,
    "tech": """
        Version $version [adds|drops|fixes] [dark mode|the export to CSV|a leak in the parser|support for proxies].
        The service listens on port $num and writes logs to /var/log/$word.log.
        A request takes about $num milliseconds [at the median|under load].
        The [module|class|command] `$word` [reads|parses|caches] the [file|index|response].
        Reported by $person on $date, tracked as $code.
        The default is $num; values above that are [clamped|rejected].
        The [bug|problem] appears only when [the cache is cold|two users write at once|the name contains a space].
        Tests cover $n of $num branches.
        The assistant answers questions about $topic and hands over to a person when it is unsure.
        A language model reads the [passage|ticket|transcript] and writes a [summary|draft reply|list of topics], which [an editor|$first|a clerk] checks.
        The [prompt|system prompt|instruction] is part of the request and counts towards the token limit.
        """,
    "world": """
        The council of $city [approved|postponed|rejected] the plan for $topic on $day.
        "[We were surprised|It is a start|Nobody asked us|This is good news]," said $person of $firm.
        Prices rose by $n percent in $month.
        About $num people took part.
        The study followed $num [patients|farms|schools|households] for $n years.
        Results on $topic [are mixed|depend on income|have improved|surprised the authors].
        Critics say the figures on $topic are [incomplete|old|too kind].
        The road from $city to $city has been closed since $date.
        $firm, founded in $city, employs $num people.
        We present a [model|survey|method] for $topic and test it on $n data sets.
        The building dates from the time when $firm still made [ropes|bricks|clocks].
        Participants were told to press a key as soon as they saw the word "$word".
        """,
}.items()}

# family: (kind of statement, openings, closings).
_FRAMES = {
    "recipe": ("home", "# [Grandma's|Quick|Easy|Sunday] [lentil soup|apple cake|potato gratin|fish pie|flatbread]|Serves $n.", "Enjoy!|Leftovers freeze well."),
    "manual": ("home", "$brand $product: user manual|Safety instructions|Model $code. Getting started", "Printed in $city.|Service: $email"),
    "assembly": ("home", "Assembly instructions, [wardrobe|desk|shelf|bunk bed] $code|What is in the box", "Need help? $url|Done!"),
    "onboarding": ("office", "Welcome to $firm, $first!|Dear $first, we are glad that you start on $date.", "See you soon, $person|Welcome on board!"),
    "ticket": ("office", "Ticket $code: [printer offline|wrong invoice|cannot log in|parcel missing]|Hello support team,", "Regards, $person|Status: [open|pending|solved]"),
    "meeting": ("office", "Subject: [Weekly sync|Budget review|Kick-off] on $day at $time|BEGIN: invitation, room $num, $date", "Organiser: $person <$email>|Thanks, $first"),
    "policy": ("office", "Policy $code: [gifts|remote work|data retention|travel]|$n. Scope and duties", "Effective from $date.|Owner: $person, HR"),
    "it-notice": ("tech", "IT notice: maintenance on $day, $time|Dear colleagues,", "Your IT team|Service desk, $email"),
    "legal": ("office", "Terms and conditions of $firm|$n. Obligations of the parties", "Governed by the law of the place of $city.|Last changed on $date."),
    "awareness": ("office", "Security training, module $n: spotting phishing|Think before you click", "Questions? $email|Pass mark: $n out of 12."),
    "shop": ("home", "$brand $product, only $amount|New in: the $brand $product", "Free delivery above $amount.|Unsubscribe: $url"),
    "review": ("home", "[Five|Four|Two|One] star[s|s]. [Love it|Never again|Not bad|Solid]|Reviewed in $city on $date", "Verified purchase.|$num people found this helpful."),
    "forum": ("tech", "Re: [Help with|Question on|Strange behaviour of] my $product|$first_$num wrote on $date:", "Good luck!|Thread closed by the moderator."),
    "job": ("office", "$firm in $city is hiring: [data analyst|nurse|electrician|copy editor|site manager]|Job $code, full time", "We look forward to hearing from you.|Closing date: $date"),
    "contributing": ("tech", "# Contributing to $brand|# AGENTS.md\n\nRules for everyone, human or tool, who works on this repository.", "Thanks for helping out!|Licence: MIT"),
    "agent-docs": ("tech", "# Building an agent with $brand|## Tools and prompts", "See also $url|Next: evaluation"),
    "release": ("tech", "## $version ($date)|Release notes for $brand $version", "Full changelog: $url|Thanks to $person."),
    "advisory": ("tech", "Security advisory $code: [path traversal|XSS|weak default key] in $brand|Severity: [high|medium|critical]", "Credit: $person|First published on $date."),
    "travel": ("world", "Itinerary $code: $city to $city|Day $n: $city", "Have a good trip!|Emergency number: 555-0$num"),
    "exam": ("world", "[Biology|History|Physics|English|Economics] paper $n, $date|Time allowed: $num minutes", "End of paper.|Total: $num marks"),
    "form": ("office", "Application form $code|Claim for [refund|benefit|lost luggage]", "Signature: ________|Thank you for completing this form."),
    "ai-article": ("world", "How [schools|hospitals|small firms|councils] use AI assistants|What a chatbot can and cannot do for $topic", "By $person|More in our series on AI."),
    "bot-faq": ("tech", "FAQ: meet [Sol|Kit|Robin], the $brand assistant|Help centre: our chatbot", "Was this helpful?|Updated on $date."),
    "health": ("world", "Patient leaflet $code|After your visit to the $city clinic", "Get well soon.|Dr $person"),
    "email": ("office", "From: $person <$email>\nSubject: $topic|Hi $first,", "Best, $first|Kind regards, $person, $firm"),
    "neighbours": ("world", "Notice to all residents of $city|Community board, $date", "Thank you.|The committee"),
    "news": ("world", "$city, $date.|$firm and the question of $topic", "By $person|Reporting from $city."),
    "abstract": ("world", "Abstract. This paper studies $topic.|Background: little is known about $topic.", "Keywords: $topic, $topic|Data are available at $url."),
}


def _shuffled(rng: random.Random, pool: list[str], count: int) -> list[str]:
    return [expand(rng, line) for line in rng.sample(pool, min(count, len(pool)))]


def _prose(rng: random.Random, family: str) -> str:
    kind, openings, closings = _FRAMES[family]
    orders = _shuffled(rng, ORDERS.get(family, []), rng.randint(3, 9))
    body = orders + _shuffled(rng, STATEMENTS[kind], rng.randint(2, 6) if orders else rng.randint(6, 11))
    if rng.random() < 0.3:
        body += _shuffled(rng, ORDERS["email"] + ORDERS["neighbours"], 1)
    rng.shuffle(body)
    layout = rng.choice(["text", "text", "paragraphs", "bullets", "numbers", "html"])
    if layout == "text":
        text = " ".join(body)
    elif layout == "paragraphs":
        size = rng.randint(2, 4)
        text = "\n\n".join(" ".join(body[at:at + size]) for at in range(0, len(body), size))
    elif layout == "bullets":
        sign = rng.choice(["- ", "* ", "• ", "[ ] "])
        text = "\n".join(sign + line for line in body)
    elif layout == "numbers":
        text = "\n".join(f"{at}. {line}" for at, line in enumerate(body, 1))
    else:
        tag = rng.choice(["p", "li", "div"])
        text = "\n".join(f"<{tag}>{line}</{tag}>" for line in body)
    # Openings hold choices of their own, so the two are told apart at the last bar outside brackets.
    opening, closing = (expand(rng, rng.choice(_outer(part))) for part in (openings, closings))
    return "\n\n".join([opening] * (rng.random() < 0.9) + [text] + [closing] * (rng.random() < 0.7))


def _outer(line: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(line):
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and depth == 0:
            parts.append(line[start:at])
            start = at + 1
    return [*parts, line[start:]]


def _chat(rng: random.Random) -> str:
    people = [expand(rng, "$first") for _ in range(rng.randint(2, 3))]
    said = _shuffled(rng, ORDERS["chat"], rng.randint(4, 8)) + _shuffled(rng, STATEMENTS[rng.choice(["home", "office", "world"])], rng.randint(2, 4))
    rng.shuffle(said)
    stamp = rng.random() < 0.5
    return "\n".join(f"{expand(rng, '[$time] ') if stamp else ''}{rng.choice(people)}: {line}" for line in said)


def _readme(rng: random.Random) -> str:
    name = expand(rng, "$word-$word")
    tool = rng.choice([("npm install", "npm test", "npm run build"), ("pip install", "pytest", "python -m build"),
                       ("cargo add", "cargo test", "cargo build --release"), ("go get", "go test ./...", "go build")])
    steps = [f"Install it with:\n\n```sh\n{tool[0]} {name}\n```", f"Run the tests with `{tool[1]}`.", f"Then run `{tool[2]}` and copy the result to your server.",
             f"```sh\ngit clone {expand(rng, '$url')}/{name}.git\ncd {name} && {tool[2]}\n```", f"Create a file named `.env` and set `{name.split('-')[0].upper()}_KEY` to your own key.",
             f"Use `{name} --help` to list all commands."]
    rng.shuffle(steps)
    rest = _shuffled(rng, ORDERS["contributing"] + ORDERS["release"], rng.randint(3, 6)) + _shuffled(rng, STATEMENTS["tech"], 3)
    return f"# {name}\n\n" + "\n\n".join(steps[:rng.randint(3, 6)]) + f"\n\n## {rng.choice(['Notes', 'Development', 'Caveats', 'Contributing'])}\n\n" + "\n".join(f"- {line}" for line in rest)


_REMARKS = _lines("""
    Do not change the order of these calls, the [parser|cache|driver] depends on it.
    Ignore the return value here; [failure is logged below|it is always zero].
    Remove this once $version is out.
    Must be called with the lock held.
    Skip empty lines and comments.
    Return early when the [user|order|token] is unknown.
    Keep in step with the table in docs/$word.md.
    Send the [e-mail|event|report] only once per [day|user].
    See $code for the reason.
    Never log the password.
    Override the default of $num for slow networks.
    Ask $first before touching this.
""")


def _source(rng: random.Random) -> str:
    name, other = expand(rng, "$word"), expand(rng, "$word")
    sign = rng.choice(["#", "//"])
    parts = []
    for remark in _shuffled(rng, _REMARKS, rng.randint(4, 7)):
        body = (f"def {rng.choice(['load', 'send', 'check', 'parse'])}_{name}({other}):\n    if not {other}:\n        return None\n    return {other}.{rng.choice(['strip', 'items', 'copy'])}()"
                if sign == "#" else
                f"export function {rng.choice(['load', 'send', 'check', 'parse'])}{name.capitalize()}({other}) {{\n  if (!{other}) return null;\n  return {other}.{rng.choice(['trim', 'keys', 'slice'])}({rng.randint(0, 9)});\n}}")
        parts.append(f"{sign} {remark}\n{body}")
    return "\n\n".join(parts)


def _dockerfile(rng: random.Random) -> str:
    middle = [expand(rng, line) for line in _lines("""
        RUN apt-get update && apt-get install -y [curl|git|nginx|libpq-dev] && rm -rf /var/lib/apt/lists/*
        ENV $word=$num
        COPY [. .|package.json ./|requirements.txt /app/]
        RUN [npm ci|pip install -r requirements.txt|make install]
        USER $word
        EXPOSE $num
        LABEL maintainer="$email"
        # Do not run as root in production.
        # Replace this line by your own registry before you build.
        HEALTHCHECK CMD curl -f http://localhost:$num/health || exit 1
        VOLUME /data/$word
        ARG VERSION=$version
        """)]
    rng.shuffle(middle)
    return "\n".join([f"FROM {rng.choice(['node:20', 'python:3.11-slim', 'debian:12', 'golang:1.22'])}", "WORKDIR /app", *middle, expand(rng, '# Start with: docker run -p $num:$num $word'), 'CMD ["start"]'])


def _log(rng: random.Random) -> str:
    kinds = _lines("""
        INFO request GET /$word/$num took $num ms
        WARN [retry $n of 12|slow query on $word|cache miss for $code]
        ERROR cannot [open|read|parse] $file: [permission denied|no such file|unexpected end]
        INFO user $email logged in from $city
        DEBUG [instruction cache flushed|prompt shown to user $num|system message queued]
        INFO please run `$word --repair` to rebuild the index
        ERROR password expired for $first, ask the user to reset it at $url
        WARN option `$word` is ignored, remove it from the configuration
        INFO job $code finished with [success|failure]
        ERROR connection to $domain refused, try again later
        """)
    day = expand(rng, "2026-0$n-1$n")[:10]
    return "\n".join(f"{day}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}Z {expand(rng, rng.choice(kinds))}" for _ in range(rng.randint(8, 18)))


_RECORDS: dict[str, dict[str, str]] = {
    "orders": {"order_id": "$code", "customer": "$person", "item": "$brand $product", "total": "$num.50", "status": "[shipped|open|returned|paid]", "note": "[Leave with neighbour|Ring twice|Please gift-wrap|Call before delivery|]"},
    "weather": {"city": "$city", "date": "$date", "summary": "[Light rain|Sunny|Fog until noon|Strong wind]", "max_c": "$n", "advice": "[Take an umbrella.|Drink enough water.|Avoid the coast.|Secure loose objects.]"},
    "transactions": {"date": "$date", "iban": "$iban", "amount": "$amount", "subject": "[Rent $month|Invoice $code|Refund order $code|Please pay by $date|Membership fee]", "counterparty": "$firm"},
    "calendar": {"id": "$code", "title": "[Lunch with|Call|Review with|Interview:] $person", "start": "$date $time", "location": "[Room $num|$city|online]", "description": "[Bring the signed forms.|Please read the draft first.|Send slides to $email by $day.|Dial in at $url.]"},
    "search": {"title": "[How to|A guide to|Understanding|News on] $topic", "url": "$url", "snippet": "[Learn how to deal with|Read all about|Find out more on|Compare offers for] $topic in $city. [Sign up today.|Click to read more.|Call now.|Subscribe for updates.]"},
    "mail": {"from": "$person <$email>", "subject": "[Re: |Fwd: |]$topic", "date": "$date", "body": "[Please send the report to $person.|Forward this to $email, please.|Ignore my last mail.|Can you approve invoice $code by $day?|See you at $time.]"},
    "tickets": {"key": "$code", "assignee": "$person", "summary": "[Fix|Remove|Add|Update] [login page|export|$word module|invoice layout]", "comment": "[Please test on staging.|Do not merge before $day.|Ask $first for access.|Close if not reproducible.]"},
    "tools": {"name": "[send|get|list|delete]_$word", "description": "[Sends|Returns|Lists|Deletes] the [mail|record|file] with the given id. [Use this when the user asks for $topic.|Requires an id.|Call it at most $n times.]", "timeout_ms": "$num"},
}


def _json(rng: random.Random) -> str:
    kind = rng.choice(list(_RECORDS))
    rows = [{key: expand(rng, value) for key, value in _RECORDS[kind].items()} for _ in range(rng.randint(3, 8))]
    outer = rng.choice([{kind: rows, "count": len(rows)}, rows, {"status": "ok", "data": rows}, {"result": {kind: rows, "next_page": None}}])
    return json.dumps(outer, ensure_ascii=False, indent=rng.choice([None, 2]))


def _csv(rng: random.Random) -> str:
    kind = rng.choice(list(_RECORDS))
    rows = [[expand(rng, value) for value in _RECORDS[kind].values()] for _ in range(rng.randint(4, 12))]
    return "\n".join([",".join(_RECORDS[kind]), *(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)])


def _html(rng: random.Random) -> str:
    parts = [expand(rng, line) for line in _lines("""
        <h1>$brand $product</h1>
        <a href="$url">[Order now|Click here|Sign in|Read more|Reset your password]</a>
        <!-- [header|end of navigation|do not edit, generated on $date|banner of $first, replace after $date] -->
        <img src="/img/$word.png" alt="[Woman holding|Photo of|Close-up of] a $product">
        <button type="submit">[Subscribe|Send|Continue|Delete my account]</button>
        <label for="$word">Enter your [e-mail|postcode|order number]</label>
        <meta name="description" content="Compare prices for $topic in $city and save $amount.">
        <noscript>Please enable JavaScript to use this site.</noscript>
        <div class="cookie">We use cookies. [Accept all|Choose which] to continue.</div>
        <footer>Copyright $firm. <a href="$url">Unsubscribe</a></footer>
        """)]
    parts += [f"<p>{line}</p>" for line in _shuffled(rng, ORDERS["shop"] + ORDERS["it-notice"] + STATEMENTS["home"], rng.randint(3, 7))]
    rng.shuffle(parts)
    return "\n".join(parts[:rng.randint(8, len(parts))])


_MACHINE: dict[str, Callable[[random.Random], str]] = {"chat": _chat, "readme": _readme, "source": _source, "dockerfile": _dockerfile,
                                                       "log": _log, "json": _json, "csv": _csv, "html": _html}


def documents(rng: random.Random, count: int) -> list[dict]:
    """`count` benign documents of about 40 to 400 words, each family as often as any other; JSON results twice as often."""
    rows = []
    families = [*_FRAMES, *_MACHINE, "json"]
    for _ in range(count):
        family = rng.choice(families)
        text = _MACHINE[family](rng) if family in _MACHINE else _prose(rng, family)
        goal = rng.choices([40, 130, 240], [60, 25, 15])[0]
        while len(text.split()) < goal:
            text += "\n\n" + (_MACHINE[family](rng) if family in _MACHINE else _prose(rng, family))
        rows.append({"text": text, "family": family, "lang": "en"})
    return rows


def lines(rng: random.Random, count: int) -> list[dict]:
    """`count` single orders to people: the hard negatives of a classifier that looks at one sentence."""
    rows = []
    families = [(family, line) for family, pool in ORDERS.items() for line in pool]
    for _ in range(count):
        family, line = rng.choice(families)
        text = expand(rng, line)
        if rng.random() < 0.2:
            text = expand(rng, rng.choice(["Hi $first, ", "[Note|Reminder|Important|Step $n|Tip|Warning]: ", "$n. ", "- ", "PS: ", "@$first "])) + text
        if rng.random() < 0.35:
            text = camouflage(rng, text)
        rows.append({"text": noise(rng, text), "family": family, "lang": "en"})
    return rows
