import type { InitSpec, ServiceInput } from '../../spec/service';
import { secured } from '../harden';
import { approximated, type Note } from '../note';
import type { Edges } from './edges';
import type { ServiceDraft } from './service-draft';
import { settledService } from './settle-service';

interface Parts {
  /** The services of the project, by the names that it gives them. */
  readonly drafts: ReadonlyMap<string, ServiceDraft>;
  readonly edges: Edges;
  readonly mountsOf: (draft: ServiceDraft) => NonNullable<ServiceInput['mounts']>;
  readonly gateway: string | undefined;
  readonly harden: boolean;
}

/** The services with their edges and mounts, each with those before it that run once. */
export function assembledServices(parts: Parts, notes: Note[]): Record<string, ServiceInput> {
  const { drafts, edges, harden } = parts;
  const settled = settledAll(parts, notes);
  const once = new Set([...edges.before.values()].flat());
  const services = [...drafts].flatMap(([source, draft]): [string, ServiceInput][] => {
    if (!once.has(source)) return [[draft.name, secured(whole(source, settled, once, parts), harden)]];
    const became = approximated(
      'init of those that wait for it',
      'runs to its end before each replica of them, not once',
    );
    notes.push({ field: `services.${source}`, ...became });
    return [];
  });
  return Object.fromEntries(services);
}

function settledAll({ drafts, gateway }: Parts, notes: Note[]): Map<string, ServiceInput> {
  const addresses = new Map<string, string>();
  for (const [source, draft] of drafts)
    for (const called of [source, ...draft.aliases]) addresses.set(called, `${draft.name}.${draft.context.system}`);
  return new Map(
    [...drafts].map(([source, draft]) => {
      const { service, notes: more } = settledService(draft, addresses, gateway);
      notes.push(...more);
      return [source, service];
    }),
  );
}

/** A service with all that others have to do with it. What runs once before it calls as it does. */
function whole(
  source: string,
  settled: ReadonlyMap<string, ServiceInput>,
  once: ReadonlySet<string>,
  { drafts, edges, mountsOf }: Parts,
): ServiceInput {
  const [draft, service] = [drafts.get(source) as ServiceDraft, settled.get(source) as ServiceInput];
  const nameOf = (of: string) => drafts.get(of)?.name as string;
  const callers = [...(edges.allow.get(source) ?? [])];
  const through = [...edges.before].filter(([, runs]) => runs.some((one) => once.has(one) && callers.includes(one)));
  const allowed = [...callers.filter((caller) => !once.has(caller)), ...through.map(([of]) => of)].map(nameOf);
  const allow = [...new Set(allowed)].filter((one) => one !== draft.name).sort();
  const after = [...(edges.after.get(source) ?? [])].map(nameOf).sort();
  const init = (edges.before.get(source) ?? []).map((one) => initOf(nameOf(one), settled.get(one) as ServiceInput));
  const mounts = mountsOf(draft);
  return {
    ...service,
    ...(init.length > 0 && { init: [...init, ...(service.init ?? [])] }),
    ...(after.length > 0 && { after }),
    ...(allow.length > 0 && service.ports !== undefined && { allow }),
    ...(mounts.length > 0 && { mounts }),
  };
}

/** A service that runs to its end before others, as a container before each of their replicas. */
function initOf(name: string, service: ServiceInput): NonNullable<ServiceInput['init']>[number] {
  const {
    image,
    command,
    entryPoint,
    workingDirectory,
    environment,
    secrets,
    user,
    readOnlyRoot,
    writable,
    limits,
    cpus,
    memoryMiB,
  } = service;
  const said = { command, entryPoint, workingDirectory, environment, secrets, user, readOnlyRoot, writable, limits };
  const kept = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<InitSpec>;
  return { name, image: image as NonNullable<typeof image>, ...kept, cpus, memoryMiB } as NonNullable<
    ServiceInput['init']
  >[number];
}
