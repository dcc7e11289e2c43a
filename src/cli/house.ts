import type { Server } from 'node:http';
import type { SelfProof } from '../boundaries/index.ts';
import { createAdminServer, createTrafficServer } from '../gateway/index.ts';
import type { EncoderState } from '../inference/index.ts';
import type { LedgerEntryBody, LedgerState, LedgerStorage } from '../ledger/index.ts';
import type { Address, Configuration } from '../policy/index.ts';
import { createLogger, type Logger, type Metrics } from '../telemetry/index.ts';
import { adminMeans } from './admin-means.ts';
import { type DetectorReport, detectorReport, encoderFault } from './detector-report.ts';
import { openDetectors, type TunedDetectors } from './detectors.ts';
import { type Closed, Ending } from './ending.ts';
import { CliError } from './error.ts';
import { gatewayMeans } from './gateway-means.ts';
import { type Installation, openInstallation } from './installation.ts';
import { createKey, listKeys, revokeKey } from './key-work.ts';
import { requirePolicy } from './load.ts';
import { metricsFor } from './metrics.ts';
import { reportProof, requireProof } from './proof.ts';
import { RecentDecisions } from './recent.ts';
import { watchPolicy } from './reload.ts';
import { stand } from './serving.ts';
import type { Terminal } from './terminal.ts';
import { watchedClassifier } from './watched-classifier.ts';

export interface HouseOptions {
  readonly config: string;
  /** Makes a fresh key for trying out, and takes back the one of the last start. */
  readonly demo: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly writeLog: (line: string) => void;
  /** The disk under the ledger; tests put a full one here. */
  readonly ledgerStorage?: LedgerStorage;
}

/** A gateway that stands and listens. */
export interface House {
  readonly configuration: Configuration;
  readonly proof: SelfProof;
  readonly detectors: DetectorReport;
  readonly at: { readonly traffic: Address; readonly admin: Address };
  /** The key that was made for trying out, when one was asked for. */
  readonly demoKey: string | undefined;
  /** Lets running exchanges end, seals the ledger, and frees everything. */
  close(): Promise<Closed>;
}

/**
 * Opens everything and starts to listen. Nothing listens before every control has proved itself. When a step fails, what
 * was opened before it is closed again.
 */
export async function openHouse(options: HouseOptions, terminal: Terminal): Promise<House> {
  const opened = new Opened();
  try {
    return await open(options, terminal, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(options: HouseOptions, terminal: Terminal, opened: Opened): Promise<House> {
  const configuration = requirePolicy(options.config, terminal);
  const metrics = metricsFor(configuration);
  opened.push(() => metrics.stop());
  const logger = createLogger({ write: options.writeLog, level: options.logLevel });
  const detectors = await openDetectors({
    encoder: configuration.detectors.encoder !== 'off',
    judge: configuration.detectors.judge,
    onState: encoderWatch(logger, metrics),
  });
  opened.push(() => detectors.close());
  const tuned = detectors.tunedTo(configuration);
  const report = detectorReport(detectors, tuned.calibration, configuration);
  const fault = encoderFault(configuration, report);
  if (fault !== undefined) throw fault;
  const proof = await requireProof(configuration, tuned.screen, terminal);
  const installation = await openInstallation(configuration, ledgerWatch(configuration, logger), options.ledgerStorage);
  const ending = new Ending(installation, logger);
  opened.push(() => ending.seal());
  const recent = new RecentDecisions();
  const tier = () => (detectors.encoder === 'ready' ? 'encoder' : 'screen');
  const standWith = (next: Configuration, { classifier, calibration }: TunedDetectors) =>
    stand(next, watchedClassifier(classifier, { calibration, metrics, logger, tier }), metrics);
  let standing = standWith(configuration, tuned);
  opened.push(() => standing.retire());
  let isReady = false;
  reportProof(proof, metrics);
  const means = gatewayMeans({ installation, metrics, logger, recent, standing: () => standing });
  await installation.ledger.append(startEntry(configuration, proof));
  opened.push(() => ending.writeStop());
  const reloader = watchPolicy({
    file: options.config,
    installation,
    detectors,
    logger,
    terminal,
    standing: () => standing,
    swap: (next, retuned) => {
      const previous = standing;
      standing = standWith(next, retuned);
      return previous.retire();
    },
  });
  const traffic = createTrafficServer(means, () => isReady && installation.ledger.state === 'open');
  const shown = { installation, metrics, logger, recent, standing: () => standing, isReady: () => isReady };
  const admin = createAdminServer(adminMeans({ ...shown, reload: reloader.reload }));
  opened.push(() => Promise.all([closed(traffic), closed(admin)]));
  opened.push(() => reloader.stop());
  opened.push(sealIdle(installation));
  const at = {
    traffic: await listen(traffic, configuration.listeners.traffic, 'listeners.traffic'),
    admin: await listen(admin, configuration.listeners.admin, 'listeners.admin'),
  };
  const key = options.demo ? await demoKey(installation, configuration) : undefined;
  configuration.warm();
  opened.push(() => {
    isReady = false;
  });
  isReady = true;
  const close = () => opened.close().then(() => ending.closed);
  return { configuration, proof, detectors: report, at, demoKey: key, close };
}

/** What was opened, and how to close it: the newest first. */
class Opened {
  private readonly closers: (() => unknown)[] = [];

  push(closer: () => unknown): void {
    this.closers.push(closer);
  }

  /** Closes each once, also when one of them fails; then the first failure is thrown. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let closer = this.closers.pop(); closer !== undefined; closer = this.closers.pop()) {
      try {
        await closer();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

function ledgerWatch(configuration: Configuration, logger: Logger): (state: LedgerState, cause?: unknown) => void {
  return (state, cause) => {
    if (state === 'failed') logger.error('ledger-failed', { file: configuration.ledger.directory }, cause);
    else logger.info('ledger-opened');
  };
}

/** Without the encoder the screen answers alone: that is told once, and once more when the encoder is back. */
function encoderWatch(logger: Logger, metrics: Metrics): (state: EncoderState, cause?: unknown) => void {
  return (state, cause) => {
    metrics.encoderReady(state === 'ready');
    if (state === 'ready') logger.info('encoder-ready');
    else if (state !== 'closed') logger.warn('encoder-away', { code: state }, cause);
  };
}

function startEntry({ fingerprint }: Configuration, proof: SelfProof): LedgerEntryBody {
  const { armed, unproven } = proof;
  return {
    kind: 'start',
    at: Date.now(),
    configuration: fingerprint,
    armed: armed.length,
    unproven: unproven.length,
  };
}

/** Signs what is durable from time to time, since an idle tail would stay unsigned; gives back how to end that. */
function sealIdle({ ledger }: Installation): () => void {
  const sealing = setInterval(() => {
    if (ledger.state === 'open') ledger.checkpoint().catch(() => undefined); // onState tells
  }, SEAL_EVERY_MS).unref();
  return () => clearInterval(sealing);
}

/** How often what is durable is signed, in milliseconds. */
const SEAL_EVERY_MS = 60_000;

const DEMO_KEY = 'demo';
const DEMO_LIFETIME_MS = 24 * 60 * 60 * 1000;

async function demoKey(installation: Parameters<typeof createKey>[0], configuration: Configuration): Promise<string> {
  for (const key of await listKeys(installation)) {
    if (key.name === DEMO_KEY && key.state === 'active') await revokeKey(installation, key.id);
  }
  const models = [...configuration.models.keys()];
  const made = await createKey(installation, { name: DEMO_KEY, tenant: 'demo', models, lifetimeMs: DEMO_LIFETIME_MS });
  return made.credential;
}

function listen(server: Server, address: Address, setting: string): Promise<Address> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const where = `\`${address.host}:${address.port}\``;
      reject(
        new CliError(
          'address-in-use',
          `cannot listen on ${where}: is it running already? Change \`${setting}.address\` in the policy`,
          { cause },
        ),
      );
    });
    server.listen(address.port, address.host, () => {
      const bound = server.address();
      resolve({ host: address.host, port: typeof bound === 'object' && bound !== null ? bound.port : address.port });
    });
  });
}

/** Lets running exchanges end, for a while; what still runs then is cut. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}
