import type { Problem } from '../../errors';
import { cyclesIn } from '../cycles';
import { approximated, type Note, question } from '../note';
import type { ServiceDraft } from './service-draft';

/** Who may call whom, and who waits for whom, by the names that the project gives them. */
export interface Edges {
  /** Callers of each service. */
  readonly allow: ReadonlyMap<string, ReadonlySet<string>>;
  readonly after: ReadonlyMap<string, ReadonlySet<string>>;
  /** What runs to its end before each service, in its order. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly Note[];
  readonly problems: readonly Problem[];
}

/** Of a network with more members nobody means that each calls each. */
const MOST_MEMBERS = 30;

/** Of more that run once, each before each of the others, nobody could say what happens. */
const MOST_ONCE = 50;

const STAYS =
  'It has ports or volumes, or others want it to run, so that it is a service here, which is always started again';

/** @param drafts the services of the project, by name, without those whose profile nobody asked for. */
export function edgesOf(drafts: ReadonlyMap<string, ServiceDraft>, inactive: ReadonlySet<string>): Edges {
  const edges = { allow: setsFor(drafts), after: setsFor(drafts) };
  const notes: Note[] = [];
  const problems: Problem[] = [];
  const once = runOnce(drafts);
  for (const [name, draft] of drafts) {
    for (const { field, name: on, condition, required } of draft.dependsOn) {
      if (drafts.has(on)) {
        edges.allow.get(on)?.add(name);
        if (!once.has(on)) edges.after.get(name)?.add(on);
        if (!once.has(on) && condition === 'service_completed_successfully')
          notes.push({ field, ...question(`does '${on}' end by itself? ${STAYS}`, 'after') });
      } else if (required) problems.push(missing(field, on, inactive));
      else notes.push({ field, ...approximated('nothing', `'${on}' is not there, and need not be`) });
    }
    for (const { field, name: on } of draft.links) {
      if (!drafts.has(on)) problems.push(missing(field, on, inactive));
      edges.allow.get(on)?.add(name);
    }
  }
  for (const [network, members] of networksOf(drafts)) notes.push(...meshed(network, members, edges.allow));
  const waits = new Map(
    [...drafts].map(([name, draft]) => [name, draft.dependsOn.map((one) => one.name).filter((on) => drafts.has(on))]),
  );
  for (const cycle of cyclesIn(waits))
    problems.push({
      code: 'DependencyCycle',
      field: `services.${cycle[0]}.depends_on`,
      problem: `leads back to itself: ${[...cycle, cycle[0]].join(' waits for ')}`,
      fix: 'take one of them away',
    });
  const before = new Map(
    [...drafts].map(([name, draft]) => [name, problems.length > 0 ? [] : runBefore(draft, drafts, once)]),
  );
  return { ...edges, before, notes, problems };
}

/** Services that others wait for to have ended, and nobody for anything else. */
function runOnce(drafts: ReadonlyMap<string, ServiceDraft>): Set<string> {
  const waitedFor = new Map<string, boolean>();
  for (const { dependsOn } of drafts.values())
    for (const { name, condition } of dependsOn)
      waitedFor.set(name, (waitedFor.get(name) ?? true) && condition === 'service_completed_successfully');
  const found = [...drafts].flatMap(([name, { ports, mounts }]) =>
    waitedFor.get(name) === true && ports.length === 0 && mounts.length === 0 ? [name] : [],
  );
  return new Set(found.length > MOST_ONCE ? [] : found);
}

/** Those that run once before a service, each after those that run before it. */
function runBefore(
  draft: ServiceDraft,
  drafts: ReadonlyMap<string, ServiceDraft>,
  once: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  const add = (of: ServiceDraft) => {
    for (const { name } of of.dependsOn) {
      const on = drafts.get(name);
      if (on === undefined || !once.has(name) || found.includes(name)) continue;
      add(on);
      found.push(name);
    }
  };
  add(draft);
  return found;
}

function networksOf(drafts: ReadonlyMap<string, ServiceDraft>): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const [name, { networks }] of drafts)
    for (const network of new Set(networks ?? ['default']))
      (members.get(network) ?? members.set(network, []).get(network))?.push(name);
  return members;
}

function meshed(network: string, members: readonly string[], allow: ReadonlyMap<string, Set<string>>): Note[] {
  const field = `networks.${network}`;
  if (members.length < 2) return [];
  if (members.length > MOST_MEMBERS)
    return [
      {
        field,
        ...question(
          `who calls whom? ${members.length} services share it, and each may call each; only what depends on another may call it now`,
          'allow',
        ),
      },
    ];
  for (const callee of members) for (const caller of members) if (caller !== callee) allow.get(callee)?.add(caller);
  return [
    {
      field,
      ...approximated(
        'allow',
        `each of its ${members.length} services may call each on the ports that are said; take away what nobody needs`,
      ),
    },
  ];
}

function missing(field: string, name: string, inactive: ReadonlySet<string>): Problem {
  return inactive.has(name)
    ? {
        code: 'InactiveProfile',
        field,
        problem: `names '${name}', whose profile nobody asked for`,
        fix: 'ask for it by --profile',
      }
    : {
        code: 'UnknownService',
        field,
        problem: `names '${name}', which is no service of the project`,
        fix: 'name one that is',
      };
}

function setsFor(drafts: ReadonlyMap<string, ServiceDraft>): Map<string, Set<string>> {
  return new Map([...drafts.keys()].map((name) => [name, new Set<string>()]));
}
