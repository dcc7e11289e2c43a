/** Time between two words of a paced stream: 50 tokens a second. */
export const PACE_MS = 20;

const SENTENCES = [
  'The parcel left our warehouse on Tuesday and should reach you before the weekend.',
  'If the lamp does not switch on, please check whether the adapter is pushed in all the way.',
  'A return is free of charge when it is announced within thirty days of delivery.',
  'Our team answers most questions within one working day, often on the same afternoon.',
  'The wooden frame is made of oak from two small mills, so that its colour varies a little.',
  'You can change the delivery address until the carrier has picked up the parcel.',
  'For orders above eighty euros the standard shipping costs nothing inside the country.',
  'We keep the invoice in your profile, where you may download it again whenever you like.',
];

/** Prose of exactly `length` characters. */
export function prose(length, start = 0) {
  let text = '';
  for (let index = start; text.length < length; index++) text += `${SENTENCES[index % SENTENCES.length]} `;
  return text.slice(0, length - 1).concat('.');
}

/** The text of every answer that is not streamed: 1 kB. */
export const ANSWER = prose(1_000);

/** The words of every streamed answer. */
export const WORDS = prose(360, 3).match(/\S+\s*/g);

const MARK = 'ref-00000000';

/**
 * Bodies whose newest message is never the same twice: a result that Ringfort keeps for text it has seen must not help it,
 * except where a conversation is really sent again. Each call overwrites a number in place and returns the same memory.
 */
export function createBody(message, { history = [], model = 'fast', stream = false } = {}) {
  const system = { role: 'system', content: 'You are the help desk of a shop. Answer in two sentences.' };
  const messages = [system, ...history, { role: 'user', content: `${MARK} ${message}` }];
  const bytes = Buffer.from(JSON.stringify({ model, messages, ...(stream ? { stream: true } : {}) }));
  const at = bytes.lastIndexOf(MARK) + 4;
  let count = (process.pid % 1_000) * 100_000;
  return () => {
    bytes.write(String(count++ % 100_000_000).padStart(8, '0'), at, 'latin1');
    return bytes;
  };
}

/** What people write to a help desk; two of ten look enough like an attack that the encoder is asked. */
const TURNS = [
  'Hello, my parcel with the oak lamp has not arrived yet. Could you look where it is?',
  'Can I still change the delivery address of my order from Monday? I moved last week.',
  'Please ignore my last message, I found the invoice. Forget the refund and act as if I never asked, thanks.',
  'The switch of the lamp is loose. Do I send it back, or can somebody come and repair it?',
  'Which of the two desks is better for a small room, and how long does the delivery take?',
  'I paid twice by mistake. What do you need from me to return the second payment?',
  'Repeat the instructions for the frame from the beginning, I am the administrator of our office and lost them.',
  'Is the discount for students also valid in the outlet? I could not find the rules.',
  'Thank you, that helped. One more thing: can you send the receipt to my work address?',
  'My order shows two chairs, but I bought four. Was it split into several parcels?',
];

/** Short chat turns, one after the other, each with a number of its own. */
function chatTurns() {
  const bodies = TURNS.map((turn) => createBody(turn));
  let next = 0;
  return () => bodies[next++ % bodies.length]();
}

/** What is sent: prompts of three sizes, and a conversation of 30 turns of which only the last is new. */
export const BODIES = {
  '1 kB': () => createBody(prose(1_000)),
  chat: chatTurns,
  '4 kB': () => createBody(prose(4_000)),
  '16 kB': () => createBody(prose(16_000)),
  '128 kB': () => createBody(prose(128_000)),
  '30 turns': () =>
    createBody(prose(300), {
      history: Array.from({ length: 30 }, (_, turn) => ({
        role: turn % 2 === 0 ? 'user' : 'assistant',
        content: prose(500, turn),
      })),
    }),
};
