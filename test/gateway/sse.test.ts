import { expect, test } from 'vitest';
import { SseReader, writeEvent } from '../../src/gateway/sse.ts';

test('reading server-sent events costs the same however they are cut', () => {
  const event = writeEvent('', JSON.stringify({ text: 'x'.repeat(2_000_000) }));
  const reader = new SseReader(4_000_000);
  const bytes = Buffer.from(event);
  const began = performance.now();
  let events = 0;
  for (let at = 0; at < bytes.length; at += 512) events += reader.push(bytes.subarray(at, at + 512)).length;
  expect(events).toBe(1);
  expect(performance.now() - began).toBeLessThan(2000);
});

test.each([
  '\n\n',
  '\r\n\r\n',
  '\r\r',
  '\n\r',
  '\n\r\n',
  '\r\n\n',
])('the blank line %j ends an event, wherever the bytes are cut', (blank) => {
  const text = `event: a${blank[0] === '\r' ? '\r' : '\n'}data: 1${blank}data: 2${blank}`;
  for (let at = 0; at <= text.length; at += 1) {
    const reader = new SseReader(1000);
    const events = [
      ...reader.push(Buffer.from(text.slice(0, at))),
      ...reader.push(Buffer.from(text.slice(at))),
      ...reader.finish(),
    ];
    expect(events.map((event) => event.data).filter((data) => data !== undefined)).toEqual(['1', '2']);
    expect(
      events
        .map((event) => event.raw)
        .join('')
        .startsWith(text.trimEnd()),
    ).toBe(true);
  }
});
