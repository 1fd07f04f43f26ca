import { diagram } from '../src/explain/diagram';
import { explain } from '../src/explain/explain';
import { explanationText } from '../src/explain/text/explanation-text';
import { resolveAll } from '../src/rules/resolve-all';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import type { EnvironmentInput } from '../src/spec/environment';
import type { PricesInput } from '../src/spec/prices';
import type { SystemInput } from '../src/spec/system';
import { environments } from './environments';
import { systems as ownSystems } from './systems';

/** What of a platform is shown: tables, the data behind them, or who may reach whom as a Mermaid flowchart. */
export type View = 'text' | 'json' | 'diagram';

export interface ExplainPlatformOptions {
  /** @default 'text' */
  readonly view?: View;
  /** Systems to explain. @default - those of `stacks/systems` */
  readonly systems?: readonly SystemInput[];
  /** Prices that the catalog lacks. @default {} */
  readonly prices?: PricesInput;
}

/** A platform explained, as what is printed of it. Nothing is built. Throws `SpecError` for everything wrong at once, as `buildApp` does. */
export function explainPlatform(
  input: EnvironmentInput,
  { view = 'text', systems: inputs = ownSystems, prices = {} }: ExplainPlatformOptions = {},
): string {
  const environment = resolveEnvironment(input);
  const systems = resolveAll(inputs, environment, [...new Set([...Object.keys(environments), environment.name])]);
  if (view === 'diagram') return diagram(environment, systems);
  const explanation = explain(environment, systems, { prices });
  return view === 'json' ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation);
}
