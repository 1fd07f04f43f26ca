import { diagram } from '../src/explain/diagram';
import { explain } from '../src/explain/explain';
import { explanationText } from '../src/explain/text/explanation-text';
import { parseImageLock } from '../src/images/image-lock';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import type { EnvironmentInput } from '../src/spec/environment';
import type { PricesInput } from '../src/spec/prices';
import type { SystemInput } from '../src/spec/system';
import { parseLedger } from '../src/storage/ledger';
import { environments } from './environments';
import ownLock from './images.lock.json';
import ownLedger from './retained.json';
import { systems as ownSystems } from './systems';

/** What of a platform is shown: tables, the data behind them, or who may reach whom as a Mermaid flowchart. */
export type View = 'text' | 'json' | 'diagram';

export interface ExplainPlatformOptions {
  /** @default 'text' */
  readonly view?: View;
  /** Systems to explain. @default - those of `stacks/systems` */
  readonly systems?: readonly SystemInput[];
  /** What `images.lock.json` holds. @default - that beside this file */
  readonly lock?: unknown;
  /** What `retained.json` holds: where volumes are, and those that are kept for replicas that run no more. @default - that beside this file with the systems beside it, with others none */
  readonly ledger?: unknown;
  /** Prices that the catalog lacks. @default {} */
  readonly prices?: PricesInput;
}

/** A platform explained, as what is printed of it. Nothing is built. Throws `SpecError` for everything wrong at once, as `buildApp` does. */
export function explainPlatform(
  input: EnvironmentInput,
  {
    view = 'text',
    systems: inputs = ownSystems,
    lock = ownLock,
    ledger = inputs === ownSystems ? ownLedger : [],
    prices = {},
  }: ExplainPlatformOptions = {},
): string {
  const environment = resolveEnvironment(input);
  const known = [...new Set([...Object.keys(environments), environment.name])];
  const systems = resolveAll(inputs, environment, known, parseImageLock(lock), parseLedger(ledger));
  if (view === 'diagram') return diagram(environment, systems);
  const explanation = explain(environment, systems, { prices });
  return view === 'json' ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation);
}
