import { z } from 'zod';
import { duration, optOut } from './scalar.ts';

/** Crossings whose texts the learned detectors read. */
export const SCREENED_CROSSINGS = [
  'interface.request',
  'application.result',
  'data.ingest',
  'data.retrieval',
  'data.memory',
] as const;

const judgeSchema = z.strictObject({
  url: z.string().min(1).describe('Where it listens, for example `http://127.0.0.1:11434`.'),
  format: z.enum(['ollama', 'openai']).describe('The wire format it speaks.'),
  model: z.string().min(1).max(256).describe('The name that the judge knows.'),
  key: z.string().min(1).optional().describe('`env:NAME` or `file:PATH`; never the secret itself.'),
  timeout: duration('100ms', '4s').prefault('1s').describe('How long one question may take.'),
  crossings: z
    .array(z.enum(SCREENED_CROSSINGS))
    .min(1)
    .max(SCREENED_CROSSINGS.length)
    .prefault([...SCREENED_CROSSINGS])
    .describe('Where it is asked; everywhere where learned detectors read, when nothing is said.'),
  dangerously_allow_plaintext: optOut.optional().describe('Permits http:// to a host that is not this machine.'),
});

export const detectorsSchema = z
  .strictObject({
    encoder: z
      .enum(['auto', 'required', 'off'])
      .prefault('auto')
      .describe(
        'The small encoder needs the package `onnxruntime-node`. `auto` uses it where it is installed and goes on with the linear screen alone where it is not; `required` refuses the start without it; `off` never starts it.',
      ),
    deadline: duration('1ms', '5s')
      .prefault('250ms')
      .describe('How long the encoder may take for one text, waiting included; what it did not read is told.'),
    calibration: z
      .array(z.string().min(1))
      .max(40)
      .prefault([])
      .describe(
        'Cards of `ringfort calibrate`, relative to this file, signed by the key of this installation. Each replaces the shipped threshold of its crossing, tier and rate.',
      ),
    judge: judgeSchema
      .optional()
      .describe('A model of your own that gives a second opinion on what is unsure. It can restrict, never permit.'),
  })
  .prefault({})
  .describe('The learned detectors, which read texts for attempts to take the assistant over.');
