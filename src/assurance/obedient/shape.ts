import { callOf } from './job/intent.ts';
import type { ObedientRequest } from './request.ts';
import { lastUserText } from './request.ts';

/** The answer in the form that the request demands: a JSON object where one is wanted, nothing from a stop sequence on. */
export function shapeText(text: string, request: ObedientRequest): string {
  const formed = inFormat(text, request);
  const ends = request.stop.map((sequence) => formed.indexOf(sequence)).filter((end) => end >= 0);
  return ends.length === 0 ? formed : formed.slice(0, Math.min(...ends));
}

function inFormat(text: string, request: ObedientRequest): string {
  if (request.format === 'text') return text;
  if (request.format === 'json') return JSON.stringify({ answer: text });
  const filled = callOf(
    { name: 'answer', description: '', schema: request.format.schema },
    lastUserText(request),
    request,
  );
  return JSON.stringify(filled.args);
}
