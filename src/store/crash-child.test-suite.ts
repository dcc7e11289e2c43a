/** Runs in a process of its own, to be killed: opens the store and tells each write when it was acknowledged. */
import process, { argv, stdout } from 'node:process';
import { openEmbeddedStore } from './index.ts';

const directory = argv[2] ?? '';
const first = Number(argv[3]);
const limits = { compactBytes: 20_000, writeBehindMs: 1 };
const encryptionKey = new Uint8Array(32).fill(7);
const store = await openEmbeddedStore({ directory, encryptionKey, now: () => 1_000, limits, holder: process });
stdout.write('open\n');
for (let index = first; ; index += 1) {
  const row = {
    id: `key-${index}`,
    hash: 'ab'.repeat(32),
    tenant: 'larkfield',
    name: 'crash',
    models: [],
    createdAt: 1,
  };
  await store.pseudonyms.save(`session ${index % 50}`, [{ token: `T_${index}`, value: `value ${index}` }], 60_000);
  await store.sessionLabels.join(`session ${index}`, { integrity: 'untrusted', confidentiality: 'public' }, 60_000);
  await store.keys.put(row);
  stdout.write(`${index}\n`);
}
