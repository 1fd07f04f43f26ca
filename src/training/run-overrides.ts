import type { Problem } from '../errors';
import type { Submission } from '../spec/training/jobs-contract';

/** What one run is told differently from its definition, by variable. */
export type Variables = Readonly<Record<string, string>>;

/** What Batch takes at most as overrides, written as JSON: it hands them to ECS, which refuses more (ECS API_TaskOverride, 2026-11). */
export const OVERRIDES_CHARACTERS = 8192;

const RESERVED_VARIABLES = 'AWS_BATCH';

/** AWS Batch refuses a job that says what only it may say (API_ContainerProperties, environment, 2026-11). */
export function checkReserved(name: string, field: string): Problem[] {
  if (!name.startsWith(RESERVED_VARIABLES)) return [];
  const problem = `begins with ${RESERVED_VARIABLES}, and AWS Batch says these itself`;
  return [{ code: 'ReservedVariable', field, problem, fix: 'give it another name' }];
}

type Overrides = Pick<Submission, 'containerOverrides' | 'nodeOverrides'>;

/** Variables as overrides of a submission: of its container, or of that on every node. Sorted; none says nothing. */
export function runOverrides(variables: Variables, nodes: number): Overrides {
  const environment = Object.keys(variables)
    .sort()
    .map((name) => ({ name, value: variables[name] as string }));
  if (environment.length === 0) return {};
  const containerOverrides = { environment };
  if (nodes === 1) return { containerOverrides };
  return { nodeOverrides: { nodePropertyOverrides: [{ targetNodes: ALL_NODES, containerOverrides }] } };
}

/** A range without an end has the last node in it (Batch API_NodePropertyOverride, 2026-11). */
const ALL_NODES = '0:';

/** The variables that a submission overrides. */
export function overridden({ containerOverrides, nodeOverrides }: Overrides): Variables {
  const container = containerOverrides ?? nodeOverrides?.nodePropertyOverrides[0]?.containerOverrides;
  return Object.fromEntries((container?.environment ?? []).map(({ name, value }) => [name, value]));
}

/** How much of `OVERRIDES_CHARACTERS` variables take. */
export function overridesLength(variables: Variables): number {
  return JSON.stringify(runOverrides(variables, 1).containerOverrides ?? {}).length;
}
