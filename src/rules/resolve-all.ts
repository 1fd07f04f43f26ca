import { type Problem, refuse, SpecError, within } from '../errors';
import type { ImageLock } from '../images/image-lock';
import { resolveImages } from '../images/resolve-images';
import { platformUsage } from '../quotas/platform-usage';
import type { Contract } from '../spec/contract';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { LAPTOP } from '../spec/laptop';
import { resolveSystem, unknownEnvironments } from '../spec/resolve-system';
import type { Ledger } from '../spec/retained';
import { hasData, keptName, type SystemInput, type SystemSpec } from '../spec/system';
import { recordedReplicas, recordedZone } from '../storage/ledger';
import { checkImages } from './check-images';
import { checkMoves } from './check-moves';
import { checkUsage } from './check-quotas';
import { checkShared } from './check-shared';
import { checkSystemAlone, placedInAll } from './check-system';
import { checkSystemTeam } from './check-teams';
import { admits, MAIN_APP, neighboursOf } from './edges';
import { queuesOf } from './known-queues';
import { asWritten, memberServices } from './members';
import { placeVolumes } from './place-volumes';
import { type RecordedVolumes, type SettledSystem, settle } from './settle';
import { awaitedBy } from './start-order';
import { withWaysOut } from './ways-out';

/**
 * The systems of an environment, sorted by name, with nothing wrong in any of them nor between them, and the lock's digest for each image
 * that they build.
 * Throws one `SpecError` with the problems of all of them; fields begin with the name of the system.
 */
export function resolveAll(
  inputs: readonly SystemInput[],
  environment: EnvironmentSpec,
  environments: readonly string[] = [environment.name],
  lock: ImageLock = [],
  ledger: Ledger = [],
): SettledSystem[] {
  const judged = inputs.map((input) => {
    const { value, readable, problems } = resolveSystem(input, environment.name);
    return { input, problems, written: value ?? readable };
  });
  const whoAsk = withWaysOut(
    environment,
    judged.flatMap(({ written }) => written ?? []),
  );
  const contract = contractOf(whoAsk, (path) => path.join('.'));
  const read = judged.map((one) => {
    const built = one.written && resolveImages(one.written, lock);
    return { ...one, system: built && zoned(built, contract, ledger) };
  });
  const whole = read.flatMap(({ system }) => system ?? []);
  const neighbours = neighboursOf(whole);
  const queues = queuesOf(whole);
  const own = read.flatMap(({ input, problems, written, system }) =>
    within(`${input?.name ?? '(system without a name)'}`, [
      ...problems,
      ...unknownEnvironments(input, [...environments, LAPTOP]),
      ...(written === undefined ? [] : checkImages(written, lock, contract)),
      ...checkSystemTeam(written?.team, Object.keys(environment.teams)),
      ...(system === undefined ? [] : checkSystemAlone(system, contract, MAIN_APP, neighbours, queues)),
    ]),
  );
  const known = memberServices(whole);
  const systems = whole.map((system) => settle(system, contract, recordedOf(system, contract, ledger), known));
  const apart = own.length === 0 ? checkSettled(systems, contract) : [];
  const unread = inputs.map((i) => i?.name).filter((name) => !systems.some((s) => s.name === name));
  const all = [
    ...own.filter((p) => !blames(p, unread)),
    ...apart,
    ...checkShared(placedInAll(systems), contract, MAIN_APP),
    ...between(systems),
  ];
  if (all.length > 0) throw new SpecError('Systems', all);
  refuse('Systems', checkUsage(platformUsage(environment, systems)));
  return systems.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A system whose volumes are where they were first made. */
function zoned(system: SystemSpec, contract: Contract, ledger: Ledger): SystemSpec {
  return { ...system, volumes: placeVolumes(system, contract, recordedOf(system, contract, ledger).zone).volumes };
}

/** What the ledger knows of the volumes of a system. */
function recordedOf(system: SystemSpec, { site }: Contract, ledger: Ledger): RecordedVolumes {
  const at = { environment: site.name, system: keptName(system) };
  return {
    zone: (volume, replica) => recordedZone(ledger, { ...at, volume }, replica),
    replicas: (volume) => recordedReplicas(ledger, { ...at, volume }),
  };
}

/** What is wrong only with the members of systems, of which nothing else is. */
function checkSettled(systems: readonly SettledSystem[], contract: Contract): Problem[] {
  if (!systems.some(({ members }) => Object.keys(members.volumes).length > 0)) return [];
  const [neighbours, queues] = [neighboursOf(systems), queuesOf(systems)];
  return systems.flatMap((system) =>
    within(system.name, asWritten(checkSystemAlone(system, contract, MAIN_APP, neighbours, queues), system)),
  );
}

/** Whether a problem is that a system which could not be read lacks a service: which it has is not known. */
function blames({ code, problem }: Problem, unread: readonly string[]): boolean {
  return code === 'UnknownService' && unread.some((name) => problem.startsWith(`is '${name}/`));
}

/** Names of the systems that must be deployed before a system, because its services call theirs or wait for them. */
export function dependenciesOf({ name, services }: SystemSpec, all: readonly SystemSpec[]): string[] {
  const awaited = Object.values(services).flatMap(({ after }) => after.map((entry) => awaitedBy(entry, name).system));
  const before = all.filter(
    (s) =>
      s.name !== name &&
      (awaited.includes(s.name) || Object.values(s.services).some((service) => admits(service, name))),
  );
  return before.map((s) => s.name).sort();
}

/** What goes wrong only between systems: equal names, and calls or waits in a circle. */
function between(systems: readonly SystemSpec[]): Problem[] {
  const names = systems.map((s) => s.name);
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  const reserved = names.filter((name) => name === 'foundation');
  const taken = systems.filter(hasData).filter((system) => names.includes(`${keptName(system)}-data`));
  return [
    ...twice.map((name) => ({ code: 'DuplicateSystem', field: name, problem: 'names two systems', fix: 'rename one' })),
    ...reserved.map((name) => ({
      code: 'ReservedName',
      field: name,
      problem: "is the name of the environment's own stack",
      fix: 'rename the system',
    })),
    ...taken.map((system) => ({
      code: 'ReservedName',
      field: `${keptName(system)}-data`,
      problem: `is the name of the stack that keeps what '${system.name}' remembers`,
      fix: 'rename the system',
    })),
    ...checkMoves(systems),
    ...circles(systems),
  ];
}

/** Of two systems that call or wait for each other, neither could be deployed first. */
function circles(systems: readonly SystemSpec[]): Problem[] {
  const called = new Map(systems.map((s) => [s.name, dependenciesOf(s, systems)]));
  const reach = (from: string, target: string, seen: Set<string> = new Set()): boolean =>
    (called.get(from) ?? []).some(
      (next) => next === target || (!seen.has(next) && reach(next, target, seen.add(next))),
    );
  const inCircle = systems.map((s) => s.name).filter((name) => reach(name, name));
  if (inCircle.length === 0) return [];
  return [
    {
      code: 'SystemCycle',
      field: '',
      problem: `${inCircle.join(' and ')} call or wait for each other, so neither can be deployed first`,
      fix: 'make one system of them, or remove one direction',
    },
  ];
}
