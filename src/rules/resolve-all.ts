import { type Problem, SpecError, within } from '../errors';
import { checkRoutes } from '../routing/check-routes';
import type { Contract } from '../spec/contract';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { resolveSystem, unknownEnvironments } from '../spec/resolve-system';
import type { ServiceSpec } from '../spec/service';
import type { SystemInput, SystemSpec } from '../spec/system';
import { routesByGateway } from './check-service';
import { checkSystem, edgesOutOf, type Neighbours } from './check-system';

/**
 * The systems of an environment, sorted by name, with nothing wrong in any of them nor between them.
 * Throws one `SpecError` with the problems of all of them.
 */
export function resolveAll(
  inputs: readonly SystemInput[],
  environment: EnvironmentSpec,
  environments: readonly string[] = [environment.name],
): SystemSpec[] {
  const contract = contractOf(environment, (path) => path.join('.'));
  const resolved = inputs.map((input) => ({ input, result: resolveSystem(input, environment.name) }));
  const readable = resolved.flatMap(({ result }) => ('value' in result ? [result.value] : (result.readable ?? [])));
  const many = inputs.length > 1;
  const problems = resolved.flatMap(({ input, result }) => {
    const system = 'value' in result ? result.value : result.readable;
    const found = [
      ...result.problems,
      ...unknownEnvironments(input, environments),
      ...(system === undefined ? [] : checkSystem(system, contract, 'main', neighboursOf(system, readable))),
    ];
    return many
      ? within(`${input?.name}`, found).map((p) => ({ ...p, field: p.field.replace(/^([^.]+)\./, '$1: ') }))
      : found;
  });
  const unread = inputs.map((i) => i?.name).filter((name) => !readable.some((system) => system.name === name));
  // Of a system that cannot be read it is not known which services it has.
  const known = (p: Problem) =>
    p.code !== 'UnknownService' || !unread.some((name) => p.problem.startsWith(`is '${name}/`));
  const all = [...problems.filter(known), ...between(readable, contract)];
  if (all.length === 0) return [...readable].sort((a, b) => (a.name < b.name ? -1 : 1));
  throw new SpecError(many ? 'Systems' : `System '${inputs[0]?.name}'`, all);
}

/** The services of the other systems, by `<system>/<service>`. */
export function neighboursOf(system: SystemSpec, all: readonly SystemSpec[]): Neighbours {
  const others = all.filter((other) => other.name !== system.name);
  return Object.fromEntries(
    others.flatMap((other) =>
      Object.entries(other.services).map(([name, service]) => [`${other.name}/${name}`, service]),
    ),
  );
}

/** Names of the systems that must be deployed before a system, because its services call theirs. */
export function dependenciesOf(system: SystemSpec, all: readonly SystemSpec[]): string[] {
  return [...new Set(edgesOutOf(system, neighboursOf(system, all)).map((edge) => edge.callee.system))].sort();
}

/** What goes wrong only between systems: equal names, equal routes, one host in two stacks, and calls in a circle. */
function between(systems: readonly SystemSpec[], contract: Contract): Problem[] {
  const names = systems.map((s) => s.name);
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  const reserved = names.filter((name) => name === 'foundation');
  return [
    ...twice.map((name) => ({ code: 'DuplicateSystem', field: name, problem: 'names two systems', fix: 'rename one' })),
    ...reserved.map((name) => ({
      code: 'ReservedName',
      field: name,
      problem: "is the name of the environment's own stack",
      fix: 'rename the system',
    })),
    ...routesBetween(systems, contract),
    ...circles(systems),
  ];
}

function routesBetween(systems: readonly SystemSpec[], contract: Contract): Problem[] {
  const services = systems.flatMap((s) =>
    Object.entries(s.services).map(
      ([name, service]) => [`${s.name}: services.${name}.`, service] as [string, ServiceSpec],
    ),
  );
  const systemOf = (field: string) => field.split(':')[0];
  return routesByGateway(services, contract).flatMap(({ gateway, routes }) => {
    const found = contract.gateways[gateway];
    if (found?.kind !== 'application') return [];
    const shared = checkRoutes(routes, found.priorities.main ?? { from: 1, to: 50_000 }).filter(
      (p) => p.code === 'EqualRoutes' || p.code === 'PriorityCollision',
    );
    const crossing = shared.filter((p) =>
      systems.some((s) => s.name !== systemOf(p.field) && `${p.problem} ${p.fix}`.includes(`${s.name}: `)),
    );
    if (found.domain === undefined) return crossing;
    const hosts = routes.flatMap((r, i) => {
      const owner = routes
        .slice(0, i)
        .find(
          (o) => o.match.host !== undefined && o.match.host === r.match.host && systemOf(o.field) !== systemOf(r.field),
        );
      return owner === undefined
        ? []
        : [
            {
              code: 'HostTaken',
              field: `${r.field}.host`,
              problem: `is '${r.match.host}' like ${owner.field}, whose stack owns its DNS record`,
              fix: 'use a host of its own',
            },
          ];
    });
    return [...crossing, ...hosts];
  });
}

/** Of two systems that call each other, neither could be deployed first. */
function circles(systems: readonly SystemSpec[]): Problem[] {
  const reach = (from: string, target: string, seen: Set<string> = new Set()): boolean =>
    dependenciesOf(systems.find((s) => s.name === from) as SystemSpec, systems).some(
      (next) => next === target || (!seen.has(next) && reach(next, target, seen.add(next))),
    );
  const inCircle = systems.map((s) => s.name).filter((name) => reach(name, name));
  if (inCircle.length === 0) return [];
  return [
    {
      code: 'SystemCycle',
      field: '',
      problem: `${inCircle.join(' and ')} call each other, so neither can be deployed first`,
      fix: 'make one system of them, or remove one direction',
    },
  ];
}
