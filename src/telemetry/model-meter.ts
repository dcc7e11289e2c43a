import { Counter, Histogram, type Registry } from 'prom-client';
import type { LabelSet } from './label-set.ts';
import { memoised } from './label-set.ts';

/** How an exchange with a provider ended, as far as it did not end well. */
export type ModelError = 'timeout' | 'unreachable' | 'refused' | 'malformed' | 'aborted';

/** What is counted of the exchanges with one model, in the names of OpenTelemetry's GenAI conventions. */
export interface ModelMeter {
  answered(seconds: number, error?: ModelError): void;
  /** From the request to the first piece of text that a client may read. */
  firstToken(seconds: number): void;
  tokens(kind: 'input' | 'output', count: number): void;
}

const DURATION_SECONDS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const FIRST_TOKEN_SECONDS = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304];

const LABELS = ['gen_ai_operation_name', 'gen_ai_provider_name', 'gen_ai_request_model'] as const;

export function createModelMeters(
  registry: Registry,
  providers: LabelSet,
  models: LabelSet,
): (operation: 'chat' | 'embeddings', provider: string, model: string) => ModelMeter {
  const registers = [registry];
  const duration = new Histogram({
    name: 'gen_ai_server_request_duration_seconds',
    help: 'Time of a request to a model, until its last byte.',
    labelNames: [...LABELS, 'error_type'] as const,
    buckets: DURATION_SECONDS,
    registers,
  });
  const firstToken = new Histogram({
    name: 'gen_ai_server_time_to_first_token_seconds',
    help: 'Time until the first text of an answer.',
    labelNames: LABELS,
    buckets: FIRST_TOKEN_SECONDS,
    registers,
  });
  const usage = new Histogram({
    name: 'gen_ai_client_token_usage',
    help: 'Tokens of one request, as the provider counted them.',
    labelNames: [...LABELS, 'gen_ai_token_type'] as const,
    buckets: TOKENS,
    registers,
  });
  // The convention is moving from the first name to the second: both until the first is gone.
  const inferenceTokens = new Counter({
    name: 'gen_ai_client_inference_tokens_total',
    help: 'Tokens of all requests, as the provider counted them.',
    labelNames: [...LABELS, 'gen_ai_token_type'] as const,
    registers,
  });
  const tokenMeter = (labels: Record<(typeof LABELS)[number] | 'gen_ai_token_type', string>) => {
    const perRequest = usage.labels(labels);
    const total = inferenceTokens.labels(labels);
    return (count: number) => {
      perRequest.observe(count);
      total.inc(count);
    };
  };
  const meterOf = memoised(([operation = '', provider = '', model = '']): ModelMeter => {
    const labels = { gen_ai_operation_name: operation, gen_ai_provider_name: provider, gen_ai_request_model: model };
    const first = firstToken.labels(labels);
    const counted = {
      input: tokenMeter({ ...labels, gen_ai_token_type: 'input' }),
      output: tokenMeter({ ...labels, gen_ai_token_type: 'output' }),
    };
    return {
      answered: (seconds, error) => duration.observe({ ...labels, error_type: error ?? '' }, seconds),
      firstToken: (seconds) => first.observe(seconds),
      tokens: (kind, count) => counted[kind](count),
    };
  });
  return (operation, provider, model) => meterOf(operation, providers(provider), models(model));
}
