// Generated from the folder names by `npm run generate`; do not edit.
import type { Control, Crossing, Need } from '../core/index.ts';
import { control as canonicalText } from './canonical-text/control.ts';
import { control as dataLossMonitor } from './data-loss-monitor/control.ts';
import { control as hiddenContext } from './hidden-context/control.ts';
import { control as injectedInstructions } from './injected-instructions/control.ts';
import { control as masking } from './masking/control.ts';
import { control as promptInjection } from './prompt-injection/control.ts';
import { control as safeRendering } from './safe-rendering/control.ts';
import { control as sessionDrift } from './session-drift/control.ts';
import { control as toolGate } from './tool-gate/control.ts';

/** Every control of the house, by id. */
export const CATALOG: readonly Control[] = Object.freeze([
  widened(canonicalText),
  widened(dataLossMonitor),
  widened(hiddenContext),
  widened(injectedInstructions),
  widened(masking),
  widened(promptInjection),
  widened(safeRendering),
  widened(sessionDrift),
  widened(toolGate),
]);

/** Hides what only the control itself knows: its crossings, its configuration and its means. */
function widened<X extends Crossing, C, N extends Need>(control: Control<X, C, N>): Control {
  // Sound as long as whoever calls `inspect` does what the boundary does: offers only crossings that the control lists,
  // a configuration that its own schema parsed, and the means that it needs.
  return control as unknown as Control;
}
