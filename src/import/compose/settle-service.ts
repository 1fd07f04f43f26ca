import type { ServiceInput } from '../../spec/service';
import { isPinned } from '../../task/image-reference';
import { memoryOfHeap } from '../memory-guess';
import { approximated, type Note, question } from '../note';
import { plainEnvironment } from '../plain-environment';
import { type Addresses, readdressed } from './addresses';
import { ANY_ANSWER, namePorts } from './name-ports';
import type { ServiceDraft } from './service-draft';

/** What a container gets where nothing says what it needs. */
const SOME = { cpus: 1, memoryMiB: 2048 };

const WHICH_VERSION = question('which version is it? Without one it may be another tomorrow', 'image');

/** A service apart from whom it hears and waits for and what it mounts. */
export function settledService(
  draft: ServiceDraft,
  addresses: Addresses,
  gateway: string | undefined,
): { readonly service: ServiceInput; readonly notes: readonly Note[] } {
  const field = `services.${draft.source}`;
  const told = { ...draft.fromFiles, ...draft.environment };
  const plain = plainEnvironment(told, `${draft.context.system}/${draft.name}`, `${field}.environment`);
  const secrets = { ...draft.spec.secrets, ...plain.secrets };
  const called = calls(plain.environment, draft.spec.command, addresses, field);
  const { ports, routes, listeners, notes: portNotes } = namePorts(draft, gateway);
  const resources = resourcesOf(draft, plain.environment);
  const pinned = typeof draft.spec.image !== 'string' || isPinned(draft.spec.image);
  const isGrpc = Object.values(ports).every(({ protocol }) => protocol === 'grpc');
  const health = { ...draft.spec.health, ...(routes.length > 0 && !isGrpc && { readiness: ANY_ANSWER }) };
  const service: ServiceInput = {
    ...draft.spec,
    ...(draft.build !== undefined && { image: { build: draft.name } }),
    ...resources.spec,
    replicas: draft.spec.replicas ?? 1,
    ...(called.command !== undefined && { command: called.command }),
    ...(Object.keys(ports).length > 0 && { ports }),
    ...(routes.length > 0 && { routes }),
    ...(listeners.length > 0 && { listeners }),
    ...(Object.keys(called.environment).length > 0 && { environment: called.environment }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
    ...(Object.keys(health).length > 0 && { health }),
    ...rolloutOf(draft),
  };
  const unpinned = pinned ? [] : [{ field: `${field}.image`, ...WHICH_VERSION }];
  return { service, notes: [...plain.notes, ...called.notes, ...portNotes, ...resources.notes, ...unpinned] };
}

function calls(
  environment: Readonly<Record<string, string>>,
  command: readonly string[] | undefined,
  addresses: Addresses,
  field: string,
) {
  const notes: Note[] = [];
  const told = (at: string, names: readonly string[]) => {
    const pairs = names.map((name) => `'${name}' is '${addresses.get(name)}'`).join(', ');
    if (names.length > 0)
      notes.push({ field: at, ...approximated(pairs, 'services are called by their names in the mesh') });
  };
  const called = Object.entries(environment).map(([name, value]) => {
    const now = readdressed(name, value, addresses);
    told(`${field}.environment.${name}`, now.names);
    return [name, now.value];
  });
  const words = command?.map((word) => readdressed('', word, addresses));
  told(`${field}.command`, [...new Set(words?.flatMap(({ names }) => names))]);
  return {
    environment: Object.fromEntries(called) as Record<string, string>,
    command: words?.map(({ value }) => value),
    notes,
  };
}

/** What it is promised: what is reserved, or else its limit, or else a guess. */
function resourcesOf(draft: ServiceDraft, environment: Readonly<Record<string, string>>) {
  const { promised, limits, quota } = draft;
  const field = `services.${draft.source}`;
  const ofQuota = quota?.microseconds === undefined ? undefined : quota.microseconds / (quota.period ?? 100_000);
  const mostCpus = limits.cpus ?? (ofQuota !== undefined && ofQuota > 0 && ofQuota <= 192 ? ofQuota : undefined);
  const heap = memoryOfHeap(environment, draft.spec.command);
  const cpus = promised.cpus ?? mostCpus ?? SOME.cpus;
  const memoryMiB = promised.memoryMiB ?? limits.memoryMiB ?? heap ?? SOME.memoryMiB;
  const hard = {
    ...(mostCpus !== undefined && { cpus: Math.max(cpus, mostCpus) }),
    ...(limits.memoryMiB !== undefined && limits.memoryMiB > memoryMiB && { memoryMiB: limits.memoryMiB }),
  };
  const asked = [
    ...(promised.cpus === undefined && mostCpus === undefined ? [`cpus ${cpus}`] : []),
    ...(promised.memoryMiB === undefined && limits.memoryMiB === undefined ? [`memoryMiB ${memoryMiB}`] : []),
  ];
  const hint =
    heap !== undefined && asked.some((one) => one.startsWith('memory'))
      ? '; its heap tells how much memory at least'
      : '';
  const notes =
    asked.length === 0
      ? []
      : [{ field, ...question(`how much does it need? Nothing is said${hint}`, asked.join(', ')) }];
  const all = { ...draft.spec.limits, ...hard };
  return { spec: { cpus, memoryMiB, ...(Object.keys(all).length > 0 && { limits: all }) }, notes };
}

/** Few at a time, the new ones first or the old ones. */
function rolloutOf({ update, spec }: ServiceDraft): Pick<ServiceInput, 'rollout'> {
  if (update === undefined) return {};
  const replicas = typeof spec.replicas === 'number' ? Math.max(1, spec.replicas) : 1;
  const atOnce =
    update.parallelism === undefined ? 1 : update.parallelism === 0 ? replicas : Math.min(replicas, update.parallelism);
  const share = Math.round((atOnce / replicas) * 100);
  return {
    rollout:
      update.order === 'start-first'
        ? { strategy: 'rolling', minimumHealthyPercent: 100, maximumPercent: Math.min(200, 100 + Math.max(1, share)) }
        : { strategy: 'rolling', minimumHealthyPercent: Math.max(0, 100 - share), maximumPercent: 100 },
  };
}
