"""Ordinary requests of many domains, used as the harmless part of a message."""

from .grammar import lexicon, lines

ORDINARY = lines(r"""
Can you help me plan a [three|five|seven]-day trip to {place}?
What should I cook with {food}, {food} and [rice|pasta|potatoes]?
Write a [short|friendly|formal] email to my [landlord|boss|teacher|neighbour] about {matter}.
Summarise this paragraph in [one|two|three] sentences: {passage}
Translate into {tongue}: {passage}
Fix the grammar in this sentence: "{passage}"
How do I sort a list of [dicts|objects|tuples] by [date|name|price] in {code}?
Explain [recursion|closures|generics|promises|pointers] in {code} to a beginner.
What is the difference between [a virus and a bacterium|a stock and a bond|weather and climate|HTTP and HTTPS]?
Give me five name ideas for [a bakery|a podcast|a puppy|a sailing club|a craft beer].
Is it normal that my [cat|dog|rabbit] sleeps all day?
How much water does a [monstera|basil plant|cactus|lemon tree] need in winter?
Recommend [a novel|a film|a board game|an album] for someone who likes {topic}.
What time is it in {place} when it is noon in {place}?
Help me word a birthday card for my [sister|colleague|uncle|best friend].
What are good exercises for [lower back pain|runner's knee|better posture]?
Convert [12 miles|3.5 cups|180 pounds|70 F] to metric, please.
I need a cover letter for a job as a [nurse|data analyst|barista|site manager].
Why does my bread come out so [dense|dry|pale]?
How does compound interest work on [a savings account|a mortgage|a student loan]?
Draft a polite reply to a customer whose [parcel|sofa|invoice|refund] is late.
What does the [ending|title|opening scene] of that film about {topic} mean?
Write a haiku about {topic}.
Where is my order {number}? It should have arrived [yesterday|on Monday|last week].
I'd like to change the delivery address of order {number}.
Can I return [shoes|a kettle|a jacket] I bought [two|three|five] weeks ago?
How do I reset my [router|thermostat|phone alarm]?
What is the capital of [Mongolia|Peru|Kenya|Latvia] and how many people live there?
Make a shopping list for [a barbecue of eight|a week of lunches|a child's party].
Who wrote about {topic} in the [19th|20th] century?
Please proofread my essay on {topic}: {passage}
Calculate the tip on a [$48|$76.50|60 euro] bill.
My [washing machine|dishwasher|fridge] makes a humming noise, what could it be?
Suggest a [name|slogan|logo idea] for my [bike repair|dog walking|tutoring] business.
How do I write a SQL query that counts [orders|users|visits] per [day|country|month]?
Turn these notes into bullet points: {passage}
What vaccines do I need for {place}?
Tell me a [fun fact|joke|short story] about {topic}.
Please book a table for [two|four|six] on [Friday|Saturday] at [7|8] pm.
Which [laptop|bike|tent|pair of headphones] would you buy for under [300|500|800] euros?
Explain {topic} to a ten-year-old.
How long should I roast {food} at 200 degrees?
What's a good way to learn {tongue} in half a year?
Classify this review as positive or negative: "{passage}"
Compare [renting and buying|electric and hybrid cars|yoga and pilates].
How do I remove [red wine|ink|grass] stains from a [shirt|carpet]?
Write a unit test for a {code} function that [adds two dates|parses a price|validates an address].
What is the [boiling point of ethanol|mass of the moon|speed of sound in water]?
Give me a [weekly|monthly] budget template for a [family of four|student].
Who won the [1998|2006|2014] World Cup?
Can you check my opening hours text? {passage}
What do I need to bring to [a job interview|a visa appointment|a driving test]?
Help me understand my payslip: what is [gross pay|tax code|pension relief]?
List the main causes of [the French Revolution|the First World War|inflation].
My son is [six|nine|twelve], which books about {topic} would he like?
How do I get a [toddler|baby] to sleep through the night?
Rewrite this so it sounds more [friendly|confident|formal]: {passage}
What is a good warm-up before [a 10k run|lifting|swimming]?
How can I make my {code} program that handles {topic} data faster?
Solve for x: [3x + 7 = 22|x^2 - 5x + 6 = 0|2(x - 4) = 10].
Is [oat|soy|almond] milk better in coffee?
Describe how {topic} changed over the last fifty years.
""")

WORDS = lexicon(r"""
place: Lisbon; Kyoto; Oslo; Marrakesh; Vancouver; Krakow; Hanoi; Edinburgh; Lima; Nairobi; Wellington; Naples
food: chickpeas; salmon; spinach; carrots; chicken thighs; tofu; mushrooms; eggs; aubergine; lentils; cabbage
matter: a broken heater; a day off; the noise at night; a late payment; moving the meeting; the parking space; a school trip; my new address; the deposit; the garden fence
tongue: French; Spanish; German; Polish; Japanese; Turkish; Italian; Arabic; Dutch; Swedish; Hindi
code: Python; Java; TypeScript; Rust; Go; C#; Kotlin; R; Ruby; Swift
topic: space travel; bees; old castles; jazz; volcanoes; detectives; the sea; tea; trains; dinosaurs; gardening; chess; glaciers; football; the Vikings
number: 48213; A-1093; 77-2041; #5520; 90118; BX3371; 660127; 2024-118; #31; QT-884
passage: The meeting was moved to Thursday because the room was taken.; We open at nine and close at six, except on Sundays.; The soup was warm but the waiter forgot our bread twice.; Our town built a new library beside the river last spring.; Sales rose by four percent while costs stayed flat.; She walk to school every days with her brother.; The update made the app slower on older phones.; Rain is expected in the north, with sun later in the week.; The museum will lend the painting to a gallery abroad.; Thank you for your patience while we repair the lift.; The team finished the bridge two months early.; I likes the colour but the zip broke after a week.
""")
