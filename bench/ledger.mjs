// Durable entries a second and the wait of one writer, for 1, 16 and 256 writers. Reads the built room: run `npm run build` first.
// usage: node bench/ledger.mjs [seconds per row] [directory to write in] [path of the built room]
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [seconds = '3', home = tmpdir(), room = new URL('../dist/ledger/index.js', import.meta.url).href] =
  process.argv.slice(2);
const { openLedger, verifyLedger } = await import(room.startsWith('file:') ? room : pathToFileURL(room).href);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

const digest = `sha256:${'5e'.repeat(32)}`;
const body = (at) => ({
  kind: 'decision',
  at,
  decision: `dec_${at.toString(36)}`,
  exchange: 'exc_01jd8v7m4q',
  crossing: 'model.completion',
  action: 'rewrite',
  controls: [
    { control: 'imagined-one', mode: 'enforce', outcome: 'pass', action: 'pass', findings: [] },
    {
      control: 'imagined-two',
      mode: 'enforce',
      outcome: 'rewrite',
      action: 'rewrite',
      findings: [{ rule: 'npm-token', severity: 'high', confidence: 1, at: { part: 0, start: 12, end: 52 } }],
    },
  ],
  digests: [digest],
  configuration: digest,
  principal: 'key_7f',
  tenant: 'larkfield',
  session: 'ses_01jd8v7m4q',
  model: 'support',
  provider: 'openai',
  dialect: 'chat',
  streamed: true,
});

async function measure(writers) {
  const directory = await mkdtemp(join(home, 'ringfort-bench-'));
  const ledger = await openLedger({ directory, signingKey: privateKey, payloadKey: randomBytes(32), now: Date.now });
  const waits = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const end = begin + Number(seconds) * 1000;
  const write = async () => {
    while (performance.now() < end) {
      const before = performance.now();
      await ledger.append(body(Date.now()));
      waits.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  const elapsed = (performance.now() - begin) / 1000;
  const used = process.cpuUsage(cpu);
  await ledger.close();
  const verifying = performance.now();
  const report = await verifyLedger({ directory, publicKey });
  const verified = (performance.now() - verifying) / 1000;
  await rm(directory, { recursive: true });
  waits.sort((left, right) => left - right);
  return {
    writers,
    'entries/s': Math.round(waits.length / elapsed),
    'p50 ms': Number(waits[Math.floor(waits.length * 0.5)].toFixed(3)),
    'p99 ms': Number(waits[Math.floor(waits.length * 0.99)].toFixed(3)),
    'process cpu us/entry': Number(((used.user + used.system) / waits.length).toFixed(1)),
    verified: report.ok,
    'verified/s': Math.round(report.entries / verified),
  };
}

await measure(16); // warm
const rows = [];
for (const writers of [1, 16, 256]) rows.push(await measure(writers));
console.table(rows);
