import { CONTRACT_OUTPUT } from '../constructs/aws';
import { contractOf } from '../src/spec/contract-of';
import { dataContractOf } from '../src/spec/data-contract';
import type { EnvironmentSpec } from '../src/spec/environment';
import { MADE_UP, madeUpValues } from '../src/spec/made-up';
import {
  provisionalContract,
  provisionalDataContract,
  provisionalSystemContract,
} from '../src/spec/provisional-contract';
import { hasData, keptName, type SystemSpec } from '../src/spec/system';
import { systemContractOf } from '../src/spec/system-contract';
import { VOLUMES_OUTPUT } from './render-data';
import { SERVICES_OUTPUT } from './render-system';
import { stackNames } from './stack-names';

/** What a stack would publish if it were applied. */
export interface ProvisionalOutputs {
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The values in it that nobody knows yet: ids in the form that AWS gives them. */
  readonly madeUp: readonly string[];
}

/** What each stack of an environment would publish, by stack: previews plan with it whoever reads a stack that was never applied. */
export function provisionalOutputs(
  environment: EnvironmentSpec,
  systems: readonly SystemSpec[],
): Record<string, ProvisionalOutputs> {
  const late = () => MADE_UP;
  const all: [string, ProvisionalOutputs][] = [
    [
      stackNames.foundation(environment.name),
      published(CONTRACT_OUTPUT, provisionalContract(environment), contractOf(environment, late)),
    ],
  ];
  for (const system of systems) {
    const services = provisionalSystemContract(system, environment);
    const name = stackNames.system(environment.name, system.name);
    all.push([name, published(SERVICES_OUTPUT, services, systemContractOf(system, late))]);
    if (!hasData(system)) continue;
    const volumes = provisionalDataContract(system, environment);
    const data = stackNames.data(environment.name, keptName(system));
    all.push([data, published(VOLUMES_OUTPUT, volumes, dataContractOf(system, late))]);
  }
  return Object.fromEntries(all);
}

function published(output: string, value: unknown, shape: unknown): ProvisionalOutputs {
  return { outputs: { [output]: value }, madeUp: madeUpValues(value, shape) };
}
