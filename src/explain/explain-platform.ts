import { parseImageLock } from '../images/image-lock';
import { resolveAll } from '../rules/resolve-all';
import { resolveEnvironment } from '../rules/resolve-environment';
import type { EnvironmentInput } from '../spec/environment';
import type { PricesInput } from '../spec/prices';
import type { SystemInput } from '../spec/system';
import { parseLedger } from '../storage/ledger';
import { diagram } from './diagram';
import { explain } from './explain';
import { explanationText } from './text/explanation-text';

/** What of a platform is shown: tables, the data behind them, or who may reach whom as a Mermaid flowchart. */
export type View = 'text' | 'json' | 'diagram';

/** A platform as people write it. */
export interface WrittenPlatform {
  readonly environment: EnvironmentInput;
  readonly systems: readonly SystemInput[];
  /** Names of all environments. @default - that of the environment */
  readonly environments?: readonly string[];
  /** What `images.lock.json` holds. @default [] */
  readonly lock?: unknown;
  /** What `retained.json` holds: where volumes are, and those that are kept for replicas that run no more. @default [] */
  readonly ledger?: unknown;
  /** Prices that the catalog lacks. @default {} */
  readonly prices?: PricesInput;
  /** Names of the systems to tell of, as if they were alone; the others are known to them. @default - all */
  readonly only?: readonly string[];
}

/** A platform explained, as what is printed of it. Nothing is built. Throws `SpecError` for everything wrong at once, as a synth does. */
export function explainPlatform(
  {
    environment: input,
    systems: inputs,
    environments = [],
    lock = [],
    ledger = [],
    prices = {},
    only,
  }: WrittenPlatform,
  view: View = 'text',
): string {
  const environment = resolveEnvironment(input);
  const known = [...new Set([...environments, environment.name])];
  const all = resolveAll(inputs, environment, known, parseImageLock(lock), parseLedger(ledger));
  const systems = all.filter(({ name }) => only?.includes(name) ?? true);
  if (view === 'diagram') return diagram(environment, systems);
  const explanation = explain(environment, systems, { prices });
  return view === 'json' ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation);
}
