/** One way to read a text that is not plain. */
export interface Decoder {
  readonly name: string;
  /** Texts that this text may mean, encoded runs replaced in place; nothing when there is nothing to decode. */
  decode(text: string): readonly string[];
}

/** A decoder that replaces runs in place; it yields one text, or nothing when no run changed. */
export function replacing(name: string, replace: (text: string) => string): Decoder {
  return {
    name,
    decode(text) {
      const decoded = replace(text);
      return decoded === text ? [] : [decoded];
    },
  };
}
