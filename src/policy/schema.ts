import { z } from 'zod';
import { CONSEQUENCE_CLASSES } from '../core/index.ts';
import { detectorsSchema } from './detectors-schema.ts';
import { address, count, day, duration, optOut, reason, size } from './scalar.ts';

/** The first line of every policy. */
export const VERSION = 'policy/v1';

/** Names that appear in requests, headers and metrics. */
export const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._:/-]{0,127}$/;

export const stateSchema = z
  .string()
  .min(1)
  .prefault('.ringfort')
  .describe('Folder for the ledger, keys and other state, relative to this file.');

export const listenersSchema = z
  .strictObject({
    traffic: z
      .strictObject({
        address: address.prefault('127.0.0.1:4100').describe('Host and port; port 0 takes any that is free.'),
      })
      .prefault({})
      .describe('Where applications send their requests.'),
    admin: z
      .strictObject({
        address: address.prefault('127.0.0.1:4101').describe('Host and port; port 0 takes any that is free.'),
        dangerously_allow_remote_admin: optOut.optional(),
      })
      .prefault({})
      .describe('Where operators look; stays on the loopback unless the named opt-out says otherwise.'),
  })
  .prefault({})
  .describe('The two doors of the gateway.');

const dialect = z.enum(['openai', 'anthropic']);

export const providerSchema = z.strictObject({
  dialect: dialect.optional().describe('The wire format it speaks.'),
  dialects: z.array(dialect).min(1).max(2).optional().describe('The wire formats it speaks, where there are several.'),
  base_url: z
    .string()
    .min(1)
    .describe('The URL before `/chat/completions` or `/v1/messages`; `ringfort:obedient` is the built-in test model.'),
  key: z.string().min(1).optional().describe('`env:NAME` or `file:PATH`; never the secret itself.'),
  authentication: z
    .enum(['bearer', 'api-key', 'x-api-key', 'none'])
    .optional()
    .describe(
      'How the key is sent. From the dialect where nothing is said: bearer for openai, x-api-key for anthropic.',
    ),
  timeout: duration('1s', '1h').prefault('120s').describe('Until the first byte of the answer.'),
  connect_timeout: duration('100ms', '60s').prefault('5s').describe('Until a connection to the provider stands.'),
  retries: count(0, 5).prefault(1).describe('Repeats after a failure before the first byte.'),
  query: z.record(z.string(), z.string()).prefault({}).describe('Added to each URL, for example `api-version`.'),
  dangerously_allow_plaintext: optOut.optional().describe('Permits http:// to a host that is not this machine.'),
});

export const modelSchema = z.strictObject({
  provider: z.string().describe('A name under `providers`.'),
  model: z.string().min(1).max(256).describe('The name that the provider knows.'),
  parameters: z
    .strictObject({
      n: z
        .strictObject({ max: count(1, 16).prefault(1) })
        .prefault({})
        .describe('Choices in one answer.'),
      logprobs: z.enum(['deny', 'allow']).prefault('deny'),
    })
    .prefault({}),
});

const exceptionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/)
    .describe('Unique in the file; appears in the ledger at each use.'),
  rule: z.string().min(1).max(64).describe('The rule whose findings are excused.'),
  at: z
    .union([z.string(), z.array(z.string()).min(1).max(8)])
    .optional()
    .describe(
      'Where: a crossing, `tool:NAME`, `document:ID`, or `sha256:<hex>` of exactly the text that may stand. Several must all hold.',
    ),
  reason,
  owner: z.string().min(1).max(128).describe('Who answers for it.'),
  expires: day,
});

export const controlSchema = z.strictObject({
  mode: z
    .enum(['enforce', 'observe', 'off'])
    .prefault('enforce')
    .describe('`observe` and `off` need reason and expires.'),
  config: z.unknown().optional().describe('Options of the control; see its reference page.'),
  fail_mode: z
    .enum(['closed', 'open'])
    .optional()
    .describe('What happens when the control cannot answer. Opening it needs reason and expires.'),
  reason: reason.optional(),
  expires: day.optional(),
  exceptions: z.array(exceptionSchema).max(200).prefault([]).describe('Single findings that are let through.'),
  deadline: duration('1ms', '60s').optional().describe('How long the control may take.'),
});

export const toolSchema = z.strictObject({
  class: z.enum(CONSEQUENCE_CLASSES).describe('What a call can do at worst.'),
  schema: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema of the arguments. Objects are closed unless they say otherwise.'),
  reveal: z
    .array(z.string())
    .max(64)
    .prefault([])
    .describe('JSON pointers of arguments that receive real values in place of pseudonyms; `*` is all.'),
  hosts: z.array(z.string()).max(64).prefault([]).describe('Hosts that URLs in arguments may name; none when empty.'),
  approval: z
    .enum(['never', 'always'])
    .optional()
    .describe(
      'Whether a person must approve each call; `always` for money, account and destructive where nothing is said.',
    ),
});

export const limitsSchema = z
  .strictObject({
    body: size('1KiB', '64MiB').prefault('2MiB').describe('One request.'),
    depth: count(4, 128).prefault(32).describe('Nesting of JSON.'),
    values: count(100, 1_000_000).prefault(50_000).describe('Values in one JSON document.'),
    messages: count(1, 10_000).prefault(1_000).describe('Messages in one request.'),
    parts: count(1, 50_000).prefault(4_000).describe('Parts over all messages.'),
    tools: count(0, 1_024).prefault(128).describe('Tools offered in one request.'),
    choices: count(1, 16).prefault(4).describe('Choices in one answer.'),
    tool_calls: count(0, 256).prefault(32).describe('Tool calls in one answer.'),
    arguments: size('1KiB', '8MiB').prefault('256KiB').describe('Arguments of one tool call.'),
    response: size('1KiB', '64MiB').prefault('8MiB').describe('One answer, streamed or not.'),
    stream: duration('1s', '2h').prefault('10m').describe('The longest stream.'),
    whole_characters: count(1_000, 4_000_000)
      .prefault(200_000)
      .describe('Text held for a control that must see the whole.'),
    concurrent_requests: count(1, 100_000).prefault(512).describe('Requests at the same time; more are answered 429.'),
  })
  .prefault({})
  .describe('What is refused for its size before anything reads it.');

export const outputSchema = z
  .strictObject({
    denied: z
      .enum(['refusal', 'error'])
      .prefault('refusal')
      .describe('A blocked answer is a refusal in the answer, or an error.'),
    disclosure: z
      .enum(['minimal', 'boundary', 'full'])
      .prefault('minimal')
      .describe('How much a caller learns about a block.'),
    notice: z.string().min(1).max(500).prefault('Blocked by policy.').describe('What stands where text was stopped.'),
  })
  .prefault({})
  .describe('How a stopped answer looks.');

export const ledgerSchema = z
  .strictObject({
    directory: z
      .string()
      .min(1)
      .optional()
      .describe('Relative to this file; `ledger` in the state folder where nothing is said.'),
    on_failure: z
      .strictObject({
        acts: z.literal('stop').prefault('stop').describe('An act that cannot be recorded does not happen.'),
        reads: z.enum(['stop', 'continue']).prefault('stop').describe('`continue` needs reason and expires.'),
        reason: reason.optional(),
        expires: day.optional(),
      })
      .prefault({}),
  })
  .prefault({})
  .describe('The record of every decision.');

export const sessionsSchema = z
  .strictObject({
    ttl: duration('1m', '90d')
      .prefault('24h')
      .describe('Pseudonyms and labels of a session are forgotten after so long without use.'),
  })
  .prefault({});

export const unknownPartsSchema = z
  .enum(['refuse', 'opaque'])
  .prefault('refuse')
  .describe('Content that no control can read (images, files): refused, or passed on unread and recorded.');

export const selfProofSchema = z
  .enum(['refuse', 'observe'])
  .prefault('refuse')
  .describe('When a control fails its own cases at start: refuse to start, or go on with it observing.');

/** Every key of the file with the schema of its value; one entry of a mapping where names are free. */
export const SECTIONS = {
  ringfort: z.literal(VERSION).describe('The version of this format.'),
  state: stateSchema,
  listeners: listenersSchema,
  providers: z.record(z.string(), providerSchema).describe('Who answers.'),
  models: z.record(z.string(), modelSchema).describe('Names that callers may use.'),
  controls: z
    .record(z.string(), controlSchema)
    .prefault({})
    .describe('Controls by id. One that is not named here is enforced with its defaults.'),
  tools: z
    .record(z.string(), toolSchema)
    .prefault({})
    .describe('Tools that a model may call. One that is not named here is unknown.'),
  detectors: detectorsSchema,
  limits: limitsSchema,
  output: outputSchema,
  ledger: ledgerSchema,
  sessions: sessionsSchema,
  unknown_parts: unknownPartsSchema,
  self_proof: selfProofSchema,
} as const;
