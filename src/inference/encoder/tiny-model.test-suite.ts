/**
 * A whole model in a few hundred bytes, written by hand: `logits` are the sum of the table's numbers at the ids of a row
 * (each id below 16 stands for itself, any other id makes the run fail) and the number of its tokens. Padding counts for
 * neither. Field numbers are those of onnx.proto.
 */
const FLOAT = 1;
const INT64 = 7;
const AXIS = 'axes';

type Field = readonly [number: number, value: number | string | Buffer];

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function message(...fields: readonly Field[]): Buffer {
  const parts = fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [varint(number * 8), varint(value)];
    const bytes = Buffer.from(value);
    return [varint(number * 8 + 2), varint(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

function node(operator: string, inputs: readonly string[], output: string, attribute?: Buffer): Field {
  const names = inputs.map((name): Field => [1, name]);
  const extra: readonly Field[] = attribute === undefined ? [] : [[5, attribute]];
  return [1, message(...names, [2, output], [4, operator], ...extra)];
}

function integer(name: string, value: number): Buffer {
  return message([1, name], [3, value], [20, 2]);
}

function tensor(name: string, type: number, data: Float32Array | BigInt64Array): Field {
  const raw = Buffer.from(data.buffer);
  return [5, message([1, data.length], [2, type], [8, name], [9, raw])];
}

function value(place: number, name: string, type: number, ...shape: readonly string[]): Field {
  const dimensions = shape.map((dimension): Field => [1, message([2, dimension])]);
  return [place, message([1, name], [2, message([1, message([1, type], [2, message(...dimensions)])])])];
}

export function tinyModel(): Buffer {
  const table = Float32Array.from({ length: 16 }, (_, id) => id);
  const graph = message(
    node('Gather', ['table', 'input_ids'], 'numbers'),
    node('Cast', ['attention_mask'], 'mask', integer('to', FLOAT)),
    node('Mul', ['numbers', 'mask'], 'masked'),
    node('ReduceSum', ['masked', AXIS], 'sum'),
    node('ReduceSum', ['mask', AXIS], 'count'),
    node('Concat', ['sum', 'count'], 'logits', integer('axis', 1)),
    [2, 'tiny'],
    tensor('table', FLOAT, table),
    tensor(AXIS, INT64, BigInt64Array.of(1n)),
    value(11, 'input_ids', INT64, 'batch', 'length'),
    value(11, 'attention_mask', INT64, 'batch', 'length'),
    value(12, 'logits', FLOAT, 'batch', 'two'),
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 13])]);
}
