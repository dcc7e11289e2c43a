// Sets the thresholds of trained weights on harmless texts and seals the folder: calibration.json, manifest.json, and the public
// key of this release in src/inference/release-key.ts. The private key is made here, signs, and is forgotten: nobody can sign
// other weights or cards for this build. Usage: node training/release.mjs MODELS CALIBRATION.jsonl
// Input lines: {"text", "channel": "user"|"data"}, harmless texts that no weight learned from.
import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calibrate, cardKeyId, signCard } from '../dist/assurance/index.js';
import { RATES } from '../dist/core/index.js';
import { createClassifier, openEncoder, readPieces, readScreen } from '../dist/inference/index.js';
import { canonicalise, decodedViews } from '../dist/text/index.js';

const FILES = ['calibration.json', 'encoder.onnx', 'fusion.json', 'screen.bin', 'screen.json', 'vocabulary.txt'];
const CROSSINGS = { user: 'interface.request', data: 'data.retrieval' };
const NOTHING = RATES.map(() => 2);
const [folder, source] = process.argv.slice(2);
const texts = readFileSync(source, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));
const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (name) => readFileSync(join(folder, name));

const screenBytes = bytesOf('screen.bin');
const base = {
  pieces: readPieces(bytesOf('vocabulary.txt').toString('utf8')),
  screen: readScreen(
    new Int8Array(screenBytes.buffer, screenBytes.byteOffset, screenBytes.length),
    JSON.parse(bytesOf('screen.json').toString('utf8')),
  ),
  fusion: JSON.parse(bytesOf('fusion.json').toString('utf8')),
  deadlineMs: 60_000,
  drawKey: new Uint8Array(32),
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const keyId = cardKeyId(publicKey);
const sign = (bytes) => ({ keyId, signature: signBytes(null, bytes, privateKey).toString('base64') });
const weights = digestOf(
  ['encoder.onnx', 'fusion.json', 'screen.bin', 'screen.json', 'vocabulary.txt']
    .map((name) => digestOf(bytesOf(name)))
    .join('\n'),
);
const now = Date.now();
const encoder = await openEncoder({ modelFile: join(folder, 'encoder.onnx') });
if (encoder.state !== 'ready') throw new Error('the encoder does not run: install onnxruntime-node');
const cards = [];
const ladders = new Map(Object.values(CROSSINGS).map((crossing) => [crossing, NOTHING]));
for (const tier of ['screen', 'encoder']) {
  // Beside the encoder the strict thresholds of the screen count, so they stand when those of the encoder are set.
  const classifier = createClassifier({
    ...base,
    thresholds: new Map([...ladders].map(([crossing, screen]) => [crossing, { screen, encoder: NOTHING }])),
    encoder: tier === 'encoder' ? encoder : undefined,
  });
  for (const [channel, crossing] of Object.entries(CROSSINGS)) {
    const scored = [];
    for (const one of texts.filter((each) => each.channel === channel)) {
      const text = canonicalise(one.text).text;
      const said = await classifier.screen({ text, crossing, decoded: decodedViews(text) });
      if (said.isProvisional) throw new Error('the encoder did not answer: nothing can be calibrated so');
      // With thresholds that nothing reaches, only what counts beside the score is noticed: it uses up a part of the rate.
      const beside = Math.min(1, ...said.suspicions.map(({ rate }) => rate));
      scored.push({ digest: digestOf(text), score: said.score, tier, beside });
    }
    const found = [];
    for (const rate of RATES) {
      const benign = scored.map((one) => ({ ...one, score: one.beside <= rate ? 1 : one.score }));
      const result = calibrate({ crossing, rate, benign, attacks: [], weights, now });
      if (!result.ok) throw new Error(`${crossing} ${tier} ${rate}: ${JSON.stringify(result)}`);
      const card = { ...result.card, tier };
      cards.push(signCard(card, sign));
      found.push(card.threshold);
      process.stdout.write(
        `${crossing} ${tier} ${rate}: from ${card.threshold.toFixed(4)}, ${card.observed} of ${card.texts} noticed, ${card.allowed} allowed\n`,
      );
    }
    if (tier === 'screen') ladders.set(crossing, found);
  }
}
await encoder.close();

writeFileSync(join(folder, 'calibration.json'), `${JSON.stringify(cards, undefined, 1)}\n`);
const files = Object.fromEntries(FILES.map((name) => [name, digestOf(bytesOf(name))]));
const lines = FILES.map((name) => `${files[name]}  ${name}\n`).join('');
const signature = signBytes(null, Buffer.from(lines), privateKey).toString('base64');
writeFileSync(
  join(folder, 'manifest.json'),
  `${JSON.stringify({ format: 'ringfort-weights/v1', files, signature }, undefined, 1)}\n`,
);
const pem = publicKey.export({ format: 'pem', type: 'spki' });
writeFileSync(
  fileURLToPath(new URL('../src/inference/release-key.ts', import.meta.url)),
  `/** Public half of the key that signed the shipped weights and their calibration cards; written by the training. */
export const RELEASE_KEY = \`${pem}\`;
`,
);
