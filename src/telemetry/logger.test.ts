import { describe, expect, test } from 'vitest';
import { RingfortError } from '../core/index.ts';
import { createLogger, LOG_EVENTS, LOG_LEVELS, type LogFields, type LogLevel } from './index.ts';

const SECRET = 'canary secret 4111-1111';

function newLogger(level: LogLevel | 'silent' = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ write: (line) => lines.push(line), level, now: () => 1_700_000_000_000 });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line)) };
}

test('a line is one JSON object with level, time, event and fields', () => {
  const { log, lines } = newLogger();
  log.info('request-finished', {
    request: 'req_1',
    status: 200,
    durationMs: 1.5,
    streamed: true,
    route: '/v1/chat/completions',
  });
  expect(lines).toEqual([
    '{"level":"info","time":"2023-11-14T22:13:20.000Z","request":"req_1","status":200,"durationMs":1.5,"streamed":true,"route":"/v1/chat/completions","event":"request-finished"}\n',
  ]);
});

test.each(LOG_LEVELS)('at level %s only that and graver lines are written', (level) => {
  const { log, parsed } = newLogger(level);
  for (const each of LOG_LEVELS) log[each]('gateway-started');
  expect(parsed().map((line) => line.level)).toEqual(LOG_LEVELS.slice(LOG_LEVELS.indexOf(level)));
});

test('a silent logger writes nothing', () => {
  const { log, lines } = newLogger('silent');
  log.fatal('gateway-failed', { code: 'x' }, new Error('x'));
  expect(lines).toEqual([]);
});

describe('RT-23: a secret does not reach the output', () => {
  const everyField = {
    request: 'r',
    decision: 'd',
    fingerprint: 'f',
    principal: 'p',
    tenant: 't',
    entry: 'e',
    version: 'v',
    model: 'm',
    tool: 't',
    boundary: 'b',
    crossing: 'c',
    control: 'c',
    rule: 'r',
    action: 'a',
    outcome: 'o',
    mode: 'm',
    severity: 's',
    failMode: 'f',
    code: 'c',
    route: 'r',
    dialect: 'd',
    provider: 'p',
    queue: 'q',
    method: 'm',
    status: 1,
    durationMs: 1,
    overheadMs: 1,
    bytes: 1,
    characters: 1,
    count: 1,
    attempt: 1,
    port: 1,
    line: 1,
    column: 1,
    streamed: true,
    file: 'f',
    host: 'h',
  } as const satisfies Required<LogFields>;
  const names = Object.keys(everyField);

  test.each(names)('as the field %s', (name) => {
    const { log, parsed, lines } = newLogger();
    const fields = { [name]: SECRET } as LogFields; // a caller that lies to the compiler
    log.info('request-finished', fields);
    expect(lines.join('')).not.toContain('canary');
    expect(parsed()[0][name]).toBe('[refused]');
  });

  test.each(names)('inside an object or list in the field %s', (name) => {
    const { log, lines } = newLogger();
    for (const value of [
      { text: SECRET },
      [SECRET],
      { toJSON: () => SECRET },
      new Error(SECRET),
      Symbol(SECRET),
      () => SECRET,
    ]) {
      log.info('request-finished', { [name]: value } as LogFields); // as above
    }
    expect(lines.length).toBe(6);
    expect(lines.join('')).not.toContain('canary');
  });

  test.each([
    'message',
    'msg',
    'authorization',
    'headers',
    'body',
    'prompt',
    'err',
    'error',
    'user',
    '__proto__',
    'toJSON',
    'level',
    'event',
  ])('under the name %s, which is on no list', (name) => {
    const { log, lines } = newLogger();
    log.info('request-finished', JSON.parse(JSON.stringify({ status: 200 }).replace('}', `,"${name}":"${SECRET}"}`)));
    expect(lines.join('')).not.toContain('canary');
    expect(lines.length).toBe(1);
  });

  test.each([
    'sk-rf-000000000000-0000',
    'sk-proj-abcdef',
    'x/sk-live',
    'rf-admin-0000',
    'ghp_0000',
    'AKIA0000',
    'eyJhbGciOi',
    'xoxb-1',
  ])('as the credential %s in a field for ids', (credential) => {
    const { log, parsed } = newLogger();
    log.info('request-finished', { request: credential, principal: credential, file: credential });
    expect(parsed()[0]).toMatchObject({ request: '[refused]', principal: '[refused]', file: '[refused]' });
  });

  test('as the event', () => {
    const { log, lines, parsed } = newLogger();
    log.info(SECRET as 'gateway-started'); // as above
    log.info('%s %o' as 'gateway-started', { request: 'canary' }); // as above
    expect(lines[0]).not.toContain('canary');
    expect(parsed().map((line) => line.event)).toEqual(['[refused]', '[refused]']);
  });

  test('in an error: message, cause, own properties, and a message that imitates a stack', () => {
    const { log, lines } = newLogger();
    const imitation = new Error(`x\n    at ${SECRET} (file.ts:1:1)`);
    const changed = new Error('before');
    changed.message = SECRET;
    const renamed = new Error('x');
    renamed.name = SECRET;
    const rewritten = new Error('x');
    rewritten.stack = `${SECRET}\n    at ${SECRET}`;
    const coded = Object.assign(new Error('x'), { code: SECRET, body: SECRET, headers: { authorization: SECRET } });
    const errors: unknown[] = [
      new Error(SECRET),
      new TypeError(SECRET, { cause: new Error(SECRET) }),
      imitation,
      changed,
      renamed,
      rewritten,
      coded,
      new RingfortError('code', SECRET),
      SECRET,
      { message: SECRET },
    ];
    for (const error of errors) log.error('request-failed', undefined, error);
    expect(lines.length).toBe(10);
    expect(lines.join('')).not.toContain('canary');
  });
});

test('an error is written by name, code, place and frames, one cause deep', () => {
  const { log, parsed } = newLogger();
  const place = { file: 'ringfort.yaml', line: 6, column: 12 };
  const cause = Object.assign(new TypeError('secret'), { code: 'ENOENT' });
  log.error('configuration-refused', { count: 1 }, new RingfortError('key-unknown', 'unknown key', { place, cause }));
  const { error, count } = parsed()[0];
  expect(count).toBe(1);
  expect(error).toMatchObject({
    name: 'RingfortError',
    code: 'key-unknown',
    place,
    cause: { name: 'TypeError', code: 'ENOENT' },
  });
  expect(error.frames[0]).toContain('logger.test.ts');
});

test('every event is a name in kebab case, once', () => {
  for (const event of LOG_EVENTS) expect(event).toMatch(/^[a-z]+(-[a-z]+)+$/);
  expect(new Set(LOG_EVENTS).size).toBe(LOG_EVENTS.length);
});
