/** Bytes of the length that stands before each frame. */
const HEAD_BYTES = 4;

/** A payload with its length before it, so that the reader of a byte stream finds its end. */
export function frameOf(payload: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.byteLength);
  frame.writeUInt32LE(payload.byteLength, 0);
  frame.set(payload, HEAD_BYTES);
  return frame;
}

/** Cuts a byte stream into its frames, however the stream is chopped. */
export class FrameCutter {
  #rest: Buffer = Buffer.alloc(0);

  /** Takes the next bytes and gives the payloads that are complete with them. */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const all = this.#rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
    const payloads: Uint8Array[] = [];
    let at = 0;
    while (all.length - at >= HEAD_BYTES) {
      const end = at + HEAD_BYTES + all.readUInt32LE(at);
      if (end > all.length) break;
      payloads.push(all.subarray(at + HEAD_BYTES, end));
      at = end;
    }
    this.#rest = all.subarray(at);
    return payloads;
  }
}

/** The frames of a stream, one after the other, until it ends. */
export async function* framesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const cutter = new FrameCutter();
  for await (const bytes of stream) yield* cutter.push(bytes);
}
