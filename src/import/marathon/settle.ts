import { legalName } from '../../naming/names';
import type { ServiceInput } from '../../spec/service';
import { isPinned } from '../../task/image-reference';
import { type Addresses, readdressed } from '../compose/addresses';
import { approximated, type Note, question } from '../note';
import type { Place } from '../place';
import { plainEnvironment } from '../plain-environment';
import type { AppDraft } from './app-draft';
import { sidecarOf } from './pod-fields';
import { healthOf } from './settle-health';
import { outside, portsOf, portVariables } from './settle-ports';

/** What an app gets where it says nothing (Marathon documentation, App, 2026-11). */
const SOME = { cpus: 1, memoryMiB: 128 };

/** An app as a service, what became of it, and whom it calls. */
export interface Settled {
  readonly service: ServiceInput;
  readonly notes: readonly Note[];
  /** Ids of those that its variables name. */
  readonly calls: readonly string[];
}

/** An app as a service, apart from whom it waits for and who calls it. */
export function settledApp(draft: AppDraft, place: Place, addresses: Addresses, gateway: string | undefined): Settled {
  const at = (field: string) => (draft.field === '' ? field : `${draft.field}.${field}`);
  const notes: Note[] = unclear(draft, at);
  const ports = portsOf(draft, notes, at);
  const told = { ...portVariables(draft, ports), ...draft.environment };
  const plain = plainEnvironment(told, `${draft.system}/${draft.name}`, at('env'));
  const { environment, calls } = called(plain.environment, addresses, at, notes);
  const secrets = { ...plain.secrets, ...secretsOf(draft, place) };
  const { routes, listeners } = outside(draft, ports, gateway);
  const health = healthOf(draft, ports, routes.length > 0, notes);
  const { rollout: _, ...said } = draft.spec;
  const sized = sizeOf(draft);
  const rollout = withRoom(rolloutOf(draft, routes.length > 0), sized.replicas, at, notes);
  const service: ServiceInput = {
    ...said,
    ...sized,
    ...(rollout !== undefined && { rollout }),
    ...(ports.length > 0 && {
      ports: Object.fromEntries(
        ports.map(({ key, number, protocol }) => [key, { number, ...(protocol === 'tcp' && { protocol }) }]),
      ),
    }),
    ...(routes.length > 0 && { routes }),
    ...(listeners.length > 0 && { listeners }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
    ...(Object.keys(health).length > 0 && { health }),
    ...((draft.beside?.length ?? 0) > 0 && { sidecars: sidecarsOf(draft, place) }),
  };
  return { service, notes: [...plain.notes, ...notes], calls };
}

/** What an app leaves open as a whole. */
function unclear({ spec: { image }, lb, lbGroup }: AppDraft, at: (field: string) => string): Note[] {
  const pinned = typeof image !== 'string' || isPinned(image);
  const grouped = lbGroup !== undefined || [...lb.values()].some(({ group }) => group !== undefined);
  const version = question('which version is it? Without one it may be another tomorrow', 'image');
  const unread = approximated('nothing', 'without HAPROXY_GROUP Marathon-LB reads none of its labels');
  return [
    ...(pinned ? [] : [{ field: at('container'), ...version }]),
    ...(lb.size === 0 || grouped ? [] : [{ field: at('labels'), ...unread }]),
  ];
}

/** How many there are, and what each is promised. */
function sizeOf({ spec, single }: AppDraft): Pick<ServiceInput, 'cpus' | 'memoryMiB' | 'limits' | 'replicas'> {
  const { cpus = SOME.cpus, memoryMiB = SOME.memoryMiB, limits, replicas = 1 } = spec;
  return {
    cpus: Math.max(0.01, cpus),
    memoryMiB,
    ...(limits !== undefined && { limits: raised(limits, cpus, memoryMiB) }),
    replicas: single ? Math.min(1, Number(replicas)) : replicas,
  };
}

/** Block storage and what never runs twice are replaced after they ended; requests move over only where there are any. */
function rolloutOf({ spec: { rollout }, single, volumes }: AppDraft, routed: boolean): ServiceInput['rollout'] {
  if (single || volumes.size > 0) return 'recreate';
  return typeof rollout === 'object' && rollout.strategy === 'blue-green' && !routed ? undefined : rollout;
}

/** A rollout that can stop one replica or start one more: where the shares leave room for neither, one more is started, as Marathon does. */
function withRoom(
  rollout: ServiceInput['rollout'],
  replicas: ServiceInput['replicas'],
  at: (field: string) => string,
  notes: Note[],
): ServiceInput['rollout'] {
  if (typeof rollout !== 'object' || rollout.strategy !== 'rolling' || typeof replicas !== 'number' || replicas === 0)
    return rollout;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = rollout;
  const [least, most] = [
    Math.ceil((replicas * minimumHealthyPercent) / 100),
    Math.floor((replicas * maximumPercent) / 100),
  ];
  if (least < replicas || most > replicas) return rollout;
  const room = Math.min(200, Math.ceil((100 * (replicas + 1)) / replicas));
  notes.push({
    field: at('upgradeStrategy'),
    ...approximated(`rollout.maximumPercent ${room}`, 'room for one more: otherwise none could be replaced'),
  });
  return { ...rollout, maximumPercent: room };
}

/** Limits that are no less than what is promised. */
function raised(limits: NonNullable<ServiceInput['limits']>, cpus: number, memoryMiB: number): ServiceInput['limits'] {
  return {
    ...limits,
    ...(limits.cpus !== undefined && { cpus: Math.max(cpus, limits.cpus) }),
    ...(limits.memoryMiB !== undefined && { memoryMiB: Math.max(memoryMiB, limits.memoryMiB) }),
  };
}

function called(
  environment: Readonly<Record<string, string>>,
  addresses: Addresses,
  at: (field: string) => string,
  notes: Note[],
) {
  const calls = new Set<string>();
  const entries = Object.entries(environment).map(([name, value]) => {
    const now = readdressed(name, value, addresses);
    for (const old of now.names) {
      calls.add(addresses.get(old) as string);
      notes.push({
        field: at(`env.${name}`),
        ...approximated(`'${addresses.get(old)}'`, `was '${old}': services are called by their names in the mesh`),
      });
    }
    return [name, now.value] as const;
  });
  return { environment: Object.fromEntries(entries), calls: [...calls] };
}

function secretsOf(draft: AppDraft, place: Place): NonNullable<ServiceInput['secrets']> {
  return Object.fromEntries(
    draft.secretVariables.flatMap(({ field, variable, secret }) => {
      const source = draft.secretSources.get(secret);
      if (source !== undefined) return [[variable, { secretsManager: source.replace(/^\/+/, '') }]];
      place.problems.push({
        code: 'UnknownSecret',
        field,
        problem: `names '${secret.slice(0, 60)}', which \`secrets\` does not have`,
        fix: 'add it to `secrets`, with its source',
      });
      return [];
    }),
  );
}

function sidecarsOf(draft: AppDraft, place: Place): NonNullable<ServiceInput['sidecars']> {
  return Object.fromEntries(
    (draft.beside ?? []).map((container) => {
      const own = { ...container.draft, secretSources: draft.secretSources };
      const plain = plainEnvironment(own.environment, `${draft.system}/${draft.name}`, container.field);
      const { environment } = plain;
      const secrets = { ...plain.secrets, ...secretsOf(own, place) };
      const name = legalName('service', container.name);
      return [
        name === 'main' ? 'beside-main' : name,
        {
          ...sidecarOf(container),
          ...(Object.keys(environment).length > 0 && { environment }),
          ...(Object.keys(secrets).length > 0 && { secrets }),
        },
      ];
    }),
  );
}
