// Reads texts as the detectors do and writes their rows for training: the same code cuts, folds, decodes and hashes here
// and in the gateway. Usage: node training/rows.mjs VOCABULARY IN.jsonl OUT-PREFIX
// Input lines: {"text", "channel": "user"|"data", "spans"?: [[start, end], ...]} with spans in UTF-16 code units.
// Output, little-endian: PREFIX.rows (per row: uint32 text, uint32 start, uint32 end, uint8 hit (1 holds what was put in, 2 an edge of it), uint8 tokens, uint16 buckets,
// uint8 marks, uint8 decoded), PREFIX.ids (uint16), PREFIX.buckets (uint32), PREFIX.marks (uint8); PREFIX.json tells the counts.
import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { BUCKETS, bucketsOf, MARKS, read, readPieces } from '../dist/inference/index.js';
import { canonicalise, decodedViews } from '../dist/text/index.js';

const [WHOLE, EDGE] = [1, 2];
const [vocabulary, source, prefix] = process.argv.slice(2);
const pieces = readPieces(readFileSync(vocabulary, 'utf8'));
const out = Object.fromEntries(
  ['rows', 'ids', 'buckets', 'marks'].map((name) => [name, createWriteStream(`${prefix}.${name}`)]),
);
let texts = 0;
let rows = 0;

for await (const line of createInterface({ input: createReadStream(source), crlfDelay: Number.POSITIVE_INFINITY })) {
  const { text: raw, channel, spans = [] } = JSON.parse(line);
  // Spans are places in canonical text already; other texts are made canonical here, as the gateway does before it reads.
  const text = spans.length > 0 ? raw : canonicalise(raw).text;
  const { passages, own } = read(text, channel, decodedViews(text), pieces);
  const parts = { rows: [], ids: [], buckets: [], marks: [] };
  for (const [index, passage] of passages.entries()) {
    const buckets = bucketsOf(passage.text);
    const held = spans.map(([start, end]) => {
      const common = Math.min(end, passage.end) - Math.max(start, passage.start);
      return common >= Math.min(24, (end - start) / 2) ? WHOLE : common > 0 ? EDGE : 0;
    });
    const hit = held.includes(WHOLE) ? WHOLE : held.includes(EDGE) ? EDGE : 0;
    const head = Buffer.alloc(18);
    head.writeUInt32LE(texts, 0);
    head.writeUInt32LE(passage.start, 4);
    head.writeUInt32LE(passage.end, 8);
    head.writeUInt8(hit, 12);
    head.writeUInt8(passage.ids.length, 13);
    head.writeUInt16LE(buckets.length, 14);
    head.writeUInt8(passage.marks.length, 16);
    head.writeUInt8(index < own ? 0 : 1, 17);
    parts.rows.push(head);
    parts.ids.push(Buffer.from(Uint16Array.from(passage.ids).buffer));
    parts.buckets.push(Buffer.from(buckets.slice().buffer));
    parts.marks.push(Buffer.from(Uint8Array.from(passage.marks)));
    rows += 1;
  }
  for (const [name, buffers] of Object.entries(parts)) {
    if (!out[name].write(Buffer.concat(buffers))) await new Promise((resolve) => out[name].once('drain', resolve));
  }
  texts += 1;
}
await Promise.all(Object.values(out).map((stream) => new Promise((resolve) => stream.end(resolve))));
writeFileSync(`${prefix}.json`, JSON.stringify({ texts, rows, buckets: BUCKETS, marks: MARKS }));
