const HEAD_END = Buffer.from('\r\n\r\n');
const LINE_END = Buffer.from('\r\n');

/**
 * Cuts a byte stream into HTTP/1.1 messages, requests or responses, with a length or in chunks. Only what a benchmark between
 * three programs of one machine needs: no trailers, no upgrades. `done(head, body)` is called for each message, in order;
 * `piece(bytes)` for each part of a body as it arrives.
 */
export function createReceiver(done, piece) {
  let held = Buffer.alloc(0);
  let head;
  let parts = [];
  let left = 0;
  let isChunked = false;

  const finish = () => {
    const body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    const finished = head;
    head = undefined;
    parts = [];
    done(finished, body);
  };
  const take = (count) => {
    const bytes = held.subarray(0, count);
    held = held.subarray(count);
    parts.push(bytes);
    piece?.(bytes);
    left -= count;
  };

  return (data) => {
    held = held.length === 0 ? data : Buffer.concat([held, data]);
    for (;;) {
      if (head === undefined) {
        const end = held.indexOf(HEAD_END);
        if (end < 0) return;
        head = held.latin1Slice(0, end);
        held = held.subarray(end + 4);
        isChunked = /\r\ntransfer-encoding: *chunked/i.test(head);
        left = isChunked ? 0 : Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      }
      if (!isChunked) {
        if (left > 0 && held.length > 0) take(Math.min(left, held.length));
        if (left > 0) return;
        finish();
        if (held.length === 0) return;
        continue;
      }
      if (left > 0) {
        if (held.length === 0) return;
        take(Math.min(left, held.length));
        if (left > 0) return;
        left = -2;
      }
      if (left === -2) {
        if (held.length < 2) return;
        held = held.subarray(2);
        left = 0;
      }
      const end = held.indexOf(LINE_END);
      if (end < 0) return;
      const size = Number.parseInt(held.latin1Slice(0, end), 16);
      if (size === 0) {
        if (held.length < end + 4) return;
        held = held.subarray(end + 4);
        finish();
        if (held.length === 0) return;
        continue;
      }
      held = held.subarray(end + 2);
      left = size;
    }
  };
}
