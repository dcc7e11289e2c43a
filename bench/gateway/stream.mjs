import { openConnection } from './client.mjs';
import { check } from './load.mjs';
import { createBody, prose } from './workload.mjs';

/** Milliseconds to the first text of a stream, paired with the same request to the provider itself. */
export async function firstToken(target, direct, seconds) {
  const nextBody = createBody(prose(1_000), { stream: true });
  const connections = [openConnection(target), openConnection(direct)];
  const pairs = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const pair = [];
    for (const connection of connections)
      pair.push((await readStream(connection, target, nextBody()))[0]?.at ?? Number.NaN);
    pairs.push(pair);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  for (const connection of connections) connection.close();
  return pairs;
}

/**
 * How much later each character of a paced stream arrives than it does straight from the provider, in milliseconds:
 * the hold-back as a reader feels it. `streams` run at once through the target, and as many straight.
 */
export async function heldBack(target, direct, streams) {
  const nextBody = createBody(prose(1_000), { stream: true, model: 'paced' });
  const straightBody = createBody(prose(1_000), { stream: true, model: 'mock-paced' });
  const run = async (place, body) => {
    const connection = openConnection(place);
    const pieces = await readStream(connection, target, Buffer.from(body()));
    connection.close();
    return arrivalByCharacter(pieces);
  };
  const [through, straight] = [[], []];
  await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, index * 7));
      const [slow, fast] = await Promise.all([run(target, nextBody), run(direct, straightBody)]);
      through.push(slow);
      straight.push(fast);
    }),
  );
  return through.flatMap((arrivals, index) =>
    arrivals.map((at, place) => at - (straight[index][place] ?? Number.NaN)).filter((delay) => !Number.isNaN(delay)),
  );
}

/** The texts of one stream with the moment at which each came. */
async function readStream(connection, target, body) {
  const pieces = [];
  let held = '';
  const answer = await connection.send(body, (bytes, at) => {
    held += bytes.toString('utf8');
    const events = held.split('\n\n');
    held = events.pop();
    for (const event of events) {
      if (!event.startsWith('data: {')) continue;
      const text = JSON.parse(event.slice(6)).choices?.[0]?.delta?.content;
      if (text) pieces.push({ text, at });
    }
  });
  check(target, answer);
  return pieces;
}

function arrivalByCharacter(pieces) {
  return pieces.flatMap(({ text, at }) => Array.from({ length: text.length }, () => at));
}
