import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameCutter, frameOf } from './frame.ts';
import { decodeBatch, decodeLogits, encodeBatch, encodeLogits } from './message.ts';

test('frames come out whole, in order, however the stream is chopped', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(payloads, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (sent, sizes) => {
      const stream = Buffer.concat(sent.map(frameOf));
      const cutter = new FrameCutter();
      const received: Uint8Array[] = [];
      for (let at = 0; at < stream.length; ) {
        const end = at + (sizes.next().value ?? 1);
        received.push(...cutter.push(stream.subarray(at, end)));
        at = end;
      }
      expect(received.map((payload) => [...payload])).toEqual(sent.map((payload) => [...payload]));
    }),
  );
});

test('a batch is padded where it is read, and an id 0 inside of a row is a token', () => {
  const rows = [Int32Array.of(7, 0, 5), Int32Array.of(9)];
  const { count, length, ids, mask } = decodeBatch(Buffer.from(encodeBatch({ length: 4, rows })));
  expect([count, length]).toEqual([2, 4]);
  expect([...ids].map(Number)).toEqual([7, 0, 5, 0, 9, 0, 0, 0]);
  expect([...mask].map(Number)).toEqual([1, 1, 1, 0, 1, 0, 0, 0]);
});

test('logits come back by row; a row without two finite numbers has none', () => {
  const payload = encodeLogits(Float32Array.of(0.5, -2, Number.NaN, 1));
  expect(decodeLogits(payload, 3)).toEqual([[0.5, -2], undefined, undefined]);
  expect(decodeLogits(new Uint8Array(0), 1)).toEqual([undefined]);
});
