import { afterEach, describe, expect, test } from 'vitest';
import { createMetrics, type Metrics } from './index.ts';

const running: Metrics[] = [];
afterEach(() => {
  for (const metrics of running.splice(0)) metrics.stop();
});

function newMetrics(): Metrics {
  const metrics = createMetrics({
    controls: ['first-control', 'second-control'],
    routes: ['/v1/chat/completions'],
    dialects: ['chat'],
    providers: ['openai'],
    models: ['small'],
    queues: ['ledger'],
    caches: ['inspection'],
    paths: ['interface.request over chat.json'],
    residentBytes: () => 12_345,
  });
  running.push(metrics);
  return metrics;
}

/** The sample lines, without comments. */
async function samplesOf(metrics: Metrics): Promise<string[]> {
  return (await metrics.render()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('a control meter', () => {
  test('counts decisions by action and mode, with the boundary of the crossing', async () => {
    const metrics = newMetrics();
    const meter = metrics.control('first-control', 'interface.request');
    meter.decided('block', 'enforce');
    meter.decided('block', 'enforce');
    meter.decided('pass', 'observe');
    const labels = 'boundary="interface",crossing="interface.request",control="first-control"';
    const decisions = (await samplesOf(metrics)).filter((line) => line.startsWith('ringfort_decisions_total'));
    expect(decisions.sort()).toEqual([
      `ringfort_decisions_total{${labels},action="block",mode="enforce"} 2`,
      `ringfort_decisions_total{${labels},action="pass",mode="observe"} 1`,
    ]);
  });

  test('keeps counting after a reading', async () => {
    const metrics = newMetrics();
    const meter = metrics.control('first-control', 'model.prompt');
    meter.decided('pass', 'enforce');
    await metrics.render();
    meter.decided('pass', 'enforce');
    const decisions = (await samplesOf(metrics)).filter((line) => line.startsWith('ringfort_decisions_total'));
    expect(decisions).toEqual([expect.stringMatching(/ 2$/)]);
  });

  test('is one per control and crossing, however often it is asked for', () => {
    const metrics = newMetrics();
    const meter = metrics.control('first-control', 'model.prompt');
    expect(metrics.control('first-control', 'model.prompt')).toBe(meter);
    expect(metrics.control('first-control', 'model.completion')).not.toBe(meter);
  });

  test('puts a latency into its bucket', async () => {
    const metrics = newMetrics();
    metrics.control('first-control', 'model.prompt').took(0.00007);
    const samples = await samplesOf(metrics);
    const bucket = (bound: string) =>
      `ringfort_control_latency_seconds_bucket{le="${bound}",control="first-control",crossing="model.prompt"}`;
    expect(samples).toContain(`${bucket('0.00005')} 0`);
    expect(samples).toContain(`${bucket('0.0001')} 1`);
    expect(samples).toContain(`${bucket('+Inf')} 1`);
  });

  test('counts a failure by its fail mode, and an open one a second time', async () => {
    const metrics = newMetrics();
    metrics.control('first-control', 'model.prompt').failed('closed');
    metrics.control('second-control', 'model.prompt').failed('open');
    const samples = await samplesOf(metrics);
    expect(samples).toContain('ringfort_control_errors_total{control="first-control",fail_mode="closed"} 1');
    expect(samples).toContain('ringfort_control_errors_total{control="second-control",fail_mode="open"} 1');
    expect(samples.filter((line) => line.startsWith('ringfort_fail_open_total'))).toEqual([
      'ringfort_fail_open_total{control="second-control"} 1',
    ]);
  });
});

test('requests, streams, queues, caches, the ledger and armed controls are counted by name', async () => {
  const metrics = newMetrics();
  metrics.request('/v1/chat/completions', 200);
  metrics.stream('chat').held(0.08, 12);
  metrics.queue('ledger').depth(3);
  metrics.queue('ledger').dropped(2);
  metrics.cache('inspection').hit();
  metrics.cache('inspection').miss();
  metrics.ledgerLag(5);
  metrics.controlArmed('first-control', 'interface.request over chat.json', true);
  metrics.controlArmed('second-control', 'interface.request over chat.json', false);
  const samples = await samplesOf(metrics);
  for (const line of [
    'ringfort_requests_total{route="/v1/chat/completions",status="200"} 1',
    'ringfort_stream_holdback_seconds_sum{dialect="chat"} 0.08',
    'ringfort_stream_holdback_characters_sum{dialect="chat"} 12',
    'ringfort_queue_depth{queue="ledger"} 3',
    'ringfort_queue_dropped_total{queue="ledger"} 2',
    'ringfort_cache_lookups_total{cache="inspection",outcome="hit"} 1',
    'ringfort_cache_lookups_total{cache="inspection",outcome="miss"} 1',
    'ringfort_ledger_lag_entries 5',
    'ringfort_control_armed{control="first-control",path="interface.request over chat.json"} 1',
    'ringfort_control_armed{control="second-control",path="interface.request over chat.json"} 0',
    'process_resident_memory_bytes 12345',
  ]) {
    expect(samples).toContain(line);
  }
});

test('a model is measured under the names of the convention', async () => {
  const metrics = newMetrics();
  const meter = metrics.model('chat', 'openai', 'small');
  meter.answered(1.5);
  meter.answered(0.5, 'timeout');
  meter.firstToken(0.2);
  meter.tokens('input', 10);
  meter.tokens('output', 20);
  const labels = 'gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="small"';
  const samples = await samplesOf(metrics);
  for (const line of [
    `gen_ai_server_request_duration_seconds_sum{${labels},error_type=""} 1.5`,
    `gen_ai_server_request_duration_seconds_sum{${labels},error_type="timeout"} 0.5`,
    `gen_ai_server_time_to_first_token_seconds_count{${labels}} 1`,
    `gen_ai_client_token_usage_sum{${labels},gen_ai_token_type="output"} 20`,
    `gen_ai_client_inference_tokens_total{${labels},gen_ai_token_type="input"} 10`,
  ]) {
    expect(samples).toContain(line);
  }
});

test('the learned detectors are measured by crossing and tier', async () => {
  const metrics = newMetrics();
  const meter = metrics.detector('data.retrieval');
  meter.screened('encoder', 0.4);
  meter.screened('screen', 1);
  meter.unassessed();
  meter.flagRate('above');
  metrics.detector('data.memory').flagRate('below');
  metrics.encoderReady(true);
  const samples = await samplesOf(metrics);
  for (const line of [
    'ringfort_detector_screenings_total{crossing="data.retrieval",tier="encoder"} 1',
    'ringfort_detector_screenings_total{crossing="data.retrieval",tier="screen"} 1',
    'ringfort_detector_coverage_ratio_bucket{le="0.5",crossing="data.retrieval",tier="encoder"} 1',
    'ringfort_detector_unassessed_total{crossing="data.retrieval"} 1',
    'ringfort_detector_flag_rate_state{crossing="data.retrieval"} 1',
    'ringfort_detector_flag_rate_state{crossing="data.memory"} -1',
    'ringfort_encoder_ready 1',
  ]) {
    expect(samples).toContain(line);
  }
});

test('the event loop is watched', async () => {
  const samples = await samplesOf(newMetrics());
  expect(samples).toContainEqual(
    expect.stringMatching(/^ringfort_event_loop_lag_seconds\{quantile="0.99"\} [0-9.e-]+$/),
  );
});

test('text from outside never becomes a label, and a million names make no more series than one', async () => {
  const metrics = newMetrics();
  const secret = 'sk-rf-canary-of-a-secret';
  for (let index = 0; index < 1_000; index += 1) {
    const text = `${secret} ${index}`;
    metrics.control(text, 'model.prompt').decided('pass', 'enforce');
    metrics.request(text, index);
    metrics.stream(text).held(1, 1);
    metrics.queue(text).depth(1);
    metrics.cache(text).hit();
    metrics.controlArmed(text, text, true);
    metrics.model('chat', text, text).tokens('input', 1);
  }
  const rendered = await metrics.render();
  expect(rendered).not.toContain(secret);
  expect(rendered).toContain('ringfort_requests_total{route="other",status="other"} 500');
  expect(rendered.split('\n').filter((line) => line.startsWith('ringfort_decisions_total'))).toEqual([
    'ringfort_decisions_total{boundary="model",crossing="model.prompt",control="other",action="pass",mode="enforce"} 1000',
  ]);
});

test('no label could hold a key, user, session, tenant or prompt', async () => {
  const metrics = newMetrics();
  metrics.control('first-control', 'model.prompt').took(1);
  const names = [...(await metrics.render()).matchAll(/[{,]([a-z_]+)="/g)].map(([, name]) => name);
  const allowed =
    /^(boundary|crossing|tier|control|action|mode|fail_mode|path|route|status|dialect|queue|cache|outcome|quantile|le|error_type|gen_ai_(operation_name|provider_name|request_model|token_type))$/;
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(name).toMatch(allowed);
});
