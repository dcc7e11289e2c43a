/** Metrics with closed labels, and logs that cannot hold what a control masks. */
export type { ControlMeter } from './control-meter.ts';
export type { DetectorMeter, DetectorMeters, FlagRate } from './detector-meter.ts';
export type { LoggedError } from './log-error.ts';
export { LOG_EVENTS, LOG_LEVELS, type LogEvent, type LogLevel } from './log-event.ts';
export type { LogFieldName, LogFields } from './log-field.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { createMetrics, type Metrics, type MetricsOptions } from './metrics.ts';
export type { ModelError, ModelMeter } from './model-meter.ts';
export type { CacheMeter, QueueMeter, StreamMeter, TrafficMeters } from './traffic-meter.ts';
