import type { Problem } from '../../errors';
import { legalName } from '../../naming/names';
import type { ServiceInput } from '../../spec/service';
import type { SystemInput } from '../../spec/system';
import { cyclesIn } from '../cycles';
import { readFields } from '../fates';
import { fileName } from '../file-name';
import { hardeningNote, secured } from '../harden';
import { type Imported, type ImportOptions, imported } from '../imported';
import { legalNames } from '../legal-names';
import { approximated, type Note, question } from '../note';
import { Place } from '../place';
import { readDocument } from '../read-document';
import { type AppDraft, appDraft } from './app-draft';
import { APP_FIELDS } from './app-fields';
import { type Flat, flatten } from './flatten';
import { isWithin, parentOf } from './paths';
import { POD_FIELDS } from './pod-fields';
import { settledApp } from './settle';

export interface MarathonOptions extends ImportOptions {
  /** What the file is called. @default 'marathon.json' */
  readonly file?: string;
}

/** More than one system has; each name is compared with each other. */
const MOST_APPS = 500;

/**
 * An app, a pod, a list of apps or a group of Marathon, in the form of 1.5 or before, as a system: what is in groups stands side by side.
 * Throws `SpecError` with everything that is wrong.
 */
export function importMarathon(text: string, options: MarathonOptions = {}): Imported {
  const { file = 'marathon.json', harden = false } = options;
  const what = `Marathon file '${file}'`;
  const root = new Place(readDocument(what, text), '', []);
  const { problems } = root;
  const { flats, notes, top } = flatten(root);
  if (flats.length === 0 && problems.length === 0)
    root.refuse('NoApps', 'has no apps', 'give an app, a pod or a group of some');
  if (flats.length > MOST_APPS)
    root.refuse('TooManyApps', `has ${flats.length} apps`, `import ${MOST_APPS} at most at once`);
  const system = legalName('system', options.name ?? nameOf(top, flats, file));
  const unique = withoutTwins(flats, problems);
  const base = flats.length === 1 ? parentOf(flats[0]?.id ?? '/') : top;
  const short = (id: string) =>
    (base === '/' || !isWithin(id, base) || id === base ? id : id.slice(base.length))
      .replace(/^\//, '')
      .replaceAll('/', '-');
  const names = legalNames(
    'service',
    unique.map(({ id }) => short(id)),
    (name) => `id '${name}'`,
    problems,
  );
  const drafts =
    problems.length > 0
      ? new Map<string, AppDraft>()
      : new Map(unique.map((flat) => [flat.id, read(flat, names.get(short(flat.id)) as string, system, notes)]));
  const edges = edgesOf(unique, drafts, notes, problems);
  const parts = assembled(unique, drafts, edges, options, notes, problems);
  notes.push(hardeningNote('user', harden));
  return imported(what, { name: system, ...parts }, notes, problems, options.strict);
}

function nameOf(top: string, flats: readonly Flat[], file: string): string {
  const [only] = flats;
  const id = top !== '/' ? top : flats.length === 1 && only !== undefined ? only.id : undefined;
  return id?.split('/').pop() ?? fileName(file, 'marathon');
}

function withoutTwins(flats: readonly Flat[], problems: Problem[]): Flat[] {
  const byId = new Map<string, Flat>();
  for (const flat of flats) {
    const twin = byId.get(flat.id);
    if (twin === undefined) byId.set(flat.id, flat);
    else
      problems.push({
        code: 'SameApp',
        field: flat.place.field,
        problem: `is '${flat.id}', which ${twin.place.field || 'another'} is too`,
        fix: 'take one of the two away, or change its id',
      });
  }
  return [...byId.values()].slice(0, MOST_APPS);
}

function read({ kind, id, place }: Flat, name: string, system: string, notes: Note[]): AppDraft {
  const make = (field: string) => appDraft({ id, field, name, system });
  const draft = make(place.field);
  notes.push(...readFields(kind === 'pod' ? POD_FIELDS(make) : APP_FIELDS, place, draft));
  if (!place.at('cmd').isNothing && !place.at('args').isNothing && kind === 'app')
    place.refuse('CommandTwice', 'has both `cmd` and `args`', 'keep one of the two');
  if (draft.spec.image === undefined && kind === 'app')
    place.refuse(
      'MissingImage',
      'has no container with an image',
      'make an image of it: there are containers of images alone',
    );
  return draft;
}

/** Ids that each waits for. */
type Waits = ReadonlyMap<string, readonly string[]>;

function edgesOf(
  flats: readonly Flat[],
  drafts: ReadonlyMap<string, AppDraft>,
  notes: Note[],
  problems: Problem[],
): Waits {
  const ids = flats.map(({ id }) => id);
  const inside = new Map<string, readonly string[]>();
  const within = (group: string) => {
    const known = inside.get(group) ?? ids.filter((one) => isWithin(one, group));
    inside.set(group, known);
    return known;
  };
  const waits = new Map<string, string[]>();
  const told = new Set<string>();
  for (const { id, dependencies } of flats) {
    const on = new Set<string>();
    for (const { field, id: wanted, orElse } of dependencies) {
      const exact = within(wanted);
      const found = (exact.length > 0 || orElse === '/' ? exact : within(orElse)).filter((one) => one !== id);
      for (const one of found) on.add(one);
      if (wanted === id) problems.push({ code: 'DependencyCycle', field, problem: 'is itself', fix: 'take it away' });
      else if (found.length === 0 && !told.has(field)) {
        told.add(field);
        notes.push({
          field,
          ...question(`where is '${wanted}'? What is in another system is called '<system>/<service>' in \`after\``),
        });
      }
    }
    waits.set(id, [...on]);
  }
  if (drafts.size > 1)
    notes.push({
      field: 'networks',
      ...approximated(
        'allow',
        'anything could call anything: now only what depends on another may call it, or names it in a variable',
      ),
    });
  for (const cycle of cyclesIn(waits))
    problems.push({
      code: 'DependencyCycle',
      field: `dependencies of '${cycle[0]}'`,
      problem: `lead back to itself: ${[...cycle.slice(0, 10), cycle[0]].join(' waits for ')}`,
      fix: 'take one of them away',
    });
  return waits;
}

function assembled(
  flats: readonly Flat[],
  drafts: ReadonlyMap<string, AppDraft>,
  waits: Waits,
  options: MarathonOptions,
  notes: Note[],
  problems: Problem[],
): Pick<SystemInput, 'services' | 'volumes'> {
  if (problems.length > 0) return { services: {} };
  const addresses = new Map<string, string>();
  for (const [id, { name, system }] of drafts) {
    const labels = id.split('/').filter(Boolean).reverse();
    for (const dns of [labels.join('.'), labels.join('-')]) addresses.set(`${dns}.marathon.mesos`, `${name}.${system}`);
  }
  const settled = new Map(
    flats.map(({ id, place }) => [id, settledApp(drafts.get(id) as AppDraft, place, addresses, options.gateway)]),
  );
  const byAddress = new Map([...drafts].map(([id, { name, system }]) => [`${name}.${system}`, id]));
  const allow = new Map<string, Set<string>>(flats.map(({ id }) => [id, new Set()]));
  for (const [id, on] of waits) for (const one of on) allow.get(one)?.add(id);
  for (const [id, { calls, notes: more }] of settled) {
    notes.push(...more);
    for (const address of calls) allow.get(byAddress.get(address) ?? '')?.add(id);
  }
  const nameOfId = (id: string) => drafts.get(id)?.name as string;
  const sorted = (list: Iterable<string>, own: string) =>
    [...list]
      .filter((id) => id !== own)
      .map(nameOfId)
      .sort();
  const volumes = volumesOf([...drafts.values()], settled, problems);
  const services = flats.map(({ id }): [string, ServiceInput] => {
    const draft = drafts.get(id) as AppDraft;
    const service = settled.get(id)?.service as ServiceInput;
    const [after, callers] = [sorted(waits.get(id) ?? [], id), sorted(allow.get(id) ?? [], id)];
    const mounts = draft.mounts.map(({ source, path, readOnly }) => ({
      volume: volumes.names.get(source) as string,
      path,
      ...(readOnly && { readOnly }),
    }));
    const whole: ServiceInput = {
      ...service,
      ...(after.length > 0 && { after }),
      ...(callers.length > 0 && service.ports !== undefined && { allow: callers }),
      ...(mounts.length > 0 && { mounts }),
    };
    return [draft.name, secured(whole, options.harden ?? false)];
  });
  return {
    services: Object.fromEntries(services),
    ...(Object.keys(volumes.volumes).length > 0 && { volumes: volumes.volumes }),
  };
}

/** The volumes of all apps: directories of hosts are shared, block storage is of one app, and of each of its replicas. */
function volumesOf(
  drafts: readonly AppDraft[],
  settled: ReadonlyMap<string, { readonly service: ServiceInput }>,
  problems: Problem[],
) {
  const sources = new Map(
    drafts.flatMap((draft) => draft.mounts.map((mount) => [mount.source, { mount, draft }] as const)),
  );
  const names = legalNames(
    'volume',
    [...sources.keys()],
    (source) => sources.get(source)?.mount.field ?? source,
    problems,
  );
  const volumes = Object.fromEntries(
    [...sources].map(([source, { draft }]) => {
      const own = draft.volumes.get(source);
      const replicas = settled.get(draft.id)?.service.replicas;
      const several = typeof replicas === 'number' && replicas > 1;
      const volume =
        own === undefined
          ? { kind: 'efs' as const }
          : { ...own, ...(several && own.kind === 'ebs' && { perReplica: true }) };
      return [names.get(source), volume];
    }),
  ) as NonNullable<SystemInput['volumes']>;
  return { names, volumes };
}
