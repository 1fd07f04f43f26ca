import { type Problem, renderProblem, SpecError, within } from '../errors';
import { checkName } from '../naming/names';
import { mergeOverrides } from './overrides';
import { asMeant, checkSpec, nearest, valueAt } from './parse';
import { type SystemInput, type SystemSpec, systemSpec } from './system';

/** A system that is right, or what is wrong with it and, where enough of it can be read to go on judging it, that. */
export interface ResolvedSystem {
  readonly value?: SystemSpec;
  readonly readable?: SystemSpec;
  readonly problems: readonly Problem[];
}

/**
 * What a system means in one environment: overrides laid over, every default filled in.
 * Problems name the field where the user wrote it: in `services`, or in `environments.<name>` where that overrides it.
 */
export function resolveSystem(input: SystemInput, environment: string): ResolvedSystem {
  const whole = checkSpec(systemSpec, input);
  const written = whole.problems;
  const readable = written.length === 0 ? input : (asMeant(systemSpec, input) as SystemInput);
  const change = valueAt(readable, ['environments', environment]);
  const merged = mergeOverrides(bodySpec, bodyOf(readable), change);
  const body = 'value' in whole && change === undefined ? whole : checkSpec(bodySpec, merged);
  const problems = unique([
    ...written,
    ...body.problems.map((p) => ({ ...p, field: whereWritten(p.field, change, environment) })),
    ...nameProblems(readable, merged),
  ]);
  if (!('value' in body) || typeof input?.name !== 'string') return { problems };
  const value: SystemSpec = { name: input.name, ...body.value };
  return problems.length === 0 ? { value, problems: [] } : { problems, readable: value };
}

/** What an environment may change: all of a system but its name. */
const bodySpec = systemSpec.omit({ name: true, environments: true });

function bodyOf(readable: unknown): object {
  const { name: _, environments: __, ...body } = isBranch(readable) ? (readable as Record<string, unknown>) : {};
  return { ...body, services: body.services ?? {} };
}

/** `resolveSystem`, or a `SpecError` with all its problems. */
export function parseSystem(input: SystemInput, environment: string): SystemSpec {
  const resolved = resolveSystem(input, environment);
  if (resolved.value !== undefined) return resolved.value;
  throw new SpecError(`System '${input?.name ?? ''}'`, resolved.problems);
}

/** The overrides for environments that do not exist: a misspelt name would otherwise change nothing, in silence. */
export function unknownEnvironments(input: SystemInput, known: readonly string[]): Problem[] {
  return Object.keys(input?.environments ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      const fix = near === undefined ? `known are ${known.map((k) => `'${k}'`).join(', ')}` : `did you mean '${near}'?`;
      return { code: 'UnknownEnvironment', field: `environments.${name}`, problem: 'is not an environment', fix };
    });
}

function whereWritten(field: string, change: unknown, environment: string): string {
  const path = field.split('.');
  const overridden = path.some(
    (_, i) =>
      i > 1 && valueAt(change, path.slice(0, i + 1)) !== undefined && !isBranch(valueAt(change, path.slice(0, i + 1))),
  );
  const added = valueAt(change, path) !== undefined;
  return overridden || added ? `environments.${environment}.${field}` : field;
}

const isBranch = (x: unknown) => typeof x === 'object' && x !== null && !Array.isArray(x);

function nameProblems(input: SystemInput, merged: unknown): Problem[] {
  const services = valueAt(merged, ['services']);
  const keys = isBranch(services) ? Object.keys(services as object) : [];
  const jobs = Object.keys((valueAt(merged, ['jobs']) as object) ?? {});
  return [
    ...(typeof input?.name === 'string' ? checkName('system', input.name, 'name') : []),
    ...(typeof input?.movedFrom === 'string' ? checkName('system', input.movedFrom, 'movedFrom') : []),
    ...keys.flatMap((name) => within('services', checkName('service', name, name))),
    ...jobs.flatMap((name) => within('jobs', checkName('job', name, name))),
    ...jobs.filter((name) => keys.includes(name)).map(twice),
    ...keys.flatMap((name) =>
      Object.keys((valueAt(services, [name, 'ports']) as object) ?? {}).flatMap((port) =>
        checkName('port', port, `services.${name}.ports.${port}`),
      ),
    ),
  ];
}

/** Both have logs and roles of that name. */
function twice(name: string): Problem {
  return {
    code: 'DuplicateWorkload',
    field: `jobs.${name}`,
    problem: 'is the name of a service too',
    fix: 'rename one',
  };
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((p) => [renderProblem(p), p])).values()];
}
