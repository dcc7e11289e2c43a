import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type House, type HouseOptions, openHouse } from '../../src/cli/house.ts';
import type { MockProvider } from '../support/mock-provider.ts';

/** The key that the gateway has for the mock provider; no vendor's shape, so that no rule but its secrecy protects it. */
export const PROVIDER_KEY = 'provider-key-qX7vR2mK9sT4wZ8p';

export interface LiveSettings {
  /** Without one, only the obedient model answers. */
  readonly provider?: MockProvider;
  /** Further lines of the policy, as YAML; a top-level key here replaces the one of the template. */
  readonly policy?: Readonly<Record<string, string>>;
  readonly options?: Partial<HouseOptions>;
}

/** A whole gateway in this process, on free ports, with a state folder of its own. */
export interface Live {
  readonly house: House;
  readonly folder: string;
  /** The policy's file; what is written to it is reloaded. */
  readonly file: string;
  /** `http://127.0.0.1:PORT` of the traffic listener. */
  readonly url: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  /** A key for every model. */
  readonly key: string;
  /** Everything that was logged or said on the terminal so far. */
  readonly said: string[];
  /** Every file below the state folder, as bytes. */
  stateFiles(): readonly { readonly path: string; readonly bytes: Buffer }[];
  /** Asks the admin listener. */
  admin(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }>;
  /** Makes a further key. */
  newKey(wish: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

export async function openLive(settings: LiveSettings = {}): Promise<Live> {
  const folder = mkdtempSync(join(tmpdir(), 'ringfort-live-'));
  const file = join(folder, 'ringfort.yaml');
  writeFileSync(join(folder, 'provider.key'), PROVIDER_KEY);
  writeFileSync(file, policyText(settings));
  const said: string[] = [];
  const terminal = {
    out: (line: string) => void said.push(line),
    error: (line: string) => void said.push(line),
    progress: () => undefined,
    isInteractive: false,
  };
  const options = {
    config: file,
    demo: true,
    logLevel: 'info',
    writeLog: (line: string) => void said.push(line),
    ...settings.options,
  } as const;
  const house = await openHouse(options, terminal).catch((error: unknown) => {
    throw new Error(`no house: ${said.join('\n')}`, { cause: error });
  });
  const state = join(folder, 'state');
  const adminUrl = urlOf(house.at.admin);
  const adminToken = readFileSync(join(state, 'secrets', 'admin.token'), 'utf8').trim();
  const admin: Live['admin'] = async (method, path, body) => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
    const response = await fetch(
      `${adminUrl}${path}`,
      body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) },
    );
    return { status: response.status, text: await response.text() };
  };
  return {
    house,
    folder,
    file,
    url: urlOf(house.at.traffic),
    adminUrl,
    adminToken,
    key: house.demoKey ?? '',
    said,
    stateFiles: () => filesBelow(state).map((path) => ({ path, bytes: readFileSync(path) })),
    admin,
    newKey: async (wish) => JSON.parse((await admin('POST', '/admin/keys', wish)).text).credential,
    close: async () => {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The policy of these tests: the mock provider in both dialects, the obedient model, three tools. */
export function policyText({ provider, policy = {} }: LiveSettings): string {
  const origin = provider === undefined ? undefined : provider.url.replace(/\/v1$/, '');
  const mock =
    origin === undefined
      ? ''
      : `
  openai: { dialect: openai, base_url: "${origin}/v1", key: file:provider.key, retries: 0, timeout: 2s }
  anthropic: { dialect: anthropic, base_url: "${origin}", key: file:provider.key, retries: 0, timeout: 2s }`;
  const mockModels =
    origin === undefined
      ? ''
      : `
  chat: { provider: openai, model: chat, parameters: { n: { max: 4 } } }
  claude: { provider: anthropic, model: claude }
  renamed: { provider: openai, model: vendor-name-1 }`;
  const sections: Record<string, string> = {
    ringfort: 'policy/v1',
    state: 'state',
    listeners: '{ traffic: { address: "127.0.0.1:0" }, admin: { address: "127.0.0.1:0" } }',
    providers: `\n  obedient: { dialects: [openai, anthropic], base_url: "ringfort:obedient" }${mock}`,
    models: `\n  obedient: { provider: obedient, model: obedient-1, parameters: { n: { max: 4 } } }${mockModels}`,
    tools: TOOLS,
    detectors: '{ encoder: off }', // its process is compiled, these tests are not
    ...policy,
  };
  return Object.entries(sections)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

const TOOLS = `
  order_get: { class: read-personal, schema: { type: object, required: [order_id], properties: { order_id: { type: string, maxLength: 64 } } } }
  note_write: { class: state, schema: { type: object, required: [text], properties: { text: { type: string, maxLength: 4000 } } } }
  email_send: { class: outside-write, reveal: [/to], approval: never, schema: { type: object, required: [to, body], properties: { to: { type: string }, body: { type: string } } } }
  refund_create: { class: money, schema: { type: object, required: [order_id], properties: { order_id: { type: string, maxLength: 64 } } } }`;

function urlOf(at: { readonly host: string; readonly port: number }): string {
  return `http://${at.host}:${at.port}`;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
