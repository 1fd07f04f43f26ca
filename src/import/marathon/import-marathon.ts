import type { Problem } from '../../errors';
import { legalName } from '../../naming/names';
import type { ServiceInput } from '../../spec/service';
import type { SystemInput } from '../../spec/system';
import { readFields } from '../fates';
import { fileName } from '../file-name';
import { hardeningNote, secured } from '../harden';
import { type Imported, type ImportOptions, imported } from '../imported';
import { legalNames } from '../legal-names';
import { dropped, type Note } from '../note';
import { Place } from '../place';
import { readDocument } from '../read-document';
import { type AppDraft, appDraft } from './app-draft';
import { APP_FIELDS } from './app-fields';
import { CLOSED, type Waits, waitsOf } from './dependencies';
import { type Flat, flatten } from './flatten';
import { isWithin, parentOf } from './paths';
import { POD_FIELDS } from './pod-fields';
import { type Settled, settledApp } from './settle';

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
  const waits = waitsOf(unique, notes, problems);
  if (drafts.size > 1) notes.push(CLOSED);
  const parts =
    problems.length > 0 ? { services: {} } : assembled({ flats: unique, drafts, waits, options, notes, problems });
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

interface Parts {
  readonly flats: readonly Flat[];
  readonly drafts: ReadonlyMap<string, AppDraft>;
  readonly waits: Waits;
  readonly options: MarathonOptions;
  readonly notes: Note[];
  readonly problems: Problem[];
}

function assembled(parts: Parts): Pick<SystemInput, 'services' | 'volumes'> {
  const { drafts, problems, options } = parts;
  const settled = settledAll(parts);
  const allow = callersOf(parts, settled);
  const { volumes, names } = volumesOf([...drafts.values()], settled, problems);
  const services = [...drafts].map(([id, draft]): [string, ServiceInput] => {
    const service = settled.get(id)?.service as ServiceInput;
    const listed = (ids: Iterable<string>) =>
      [...ids].flatMap((one) => (one === id ? [] : [drafts.get(one)?.name as string])).sort();
    const [after, callers] = [listed(parts.waits.get(id) ?? []), listed(allow.get(id) ?? [])];
    const mounts = draft.mounts.map(({ source, path, readOnly }) => ({
      volume: names.get(source) as string,
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
  return { services: Object.fromEntries(services), ...(Object.keys(volumes).length > 0 && { volumes }) };
}

/** The apps as services, each called by the name that the DNS of Mesos gave it. */
function settledAll({ flats, drafts, options, notes }: Parts): Map<string, Settled> {
  const addresses = new Map<string, string>();
  for (const [id, { name, system }] of drafts) {
    const labels = id.split('/').filter(Boolean).reverse();
    for (const dns of [labels.join('.'), labels.join('-')]) addresses.set(`${dns}.marathon.mesos`, `${name}.${system}`);
  }
  return new Map(
    flats.map(({ id, place }) => {
      const draft = drafts.get(id) as AppDraft;
      const settled = settledApp(draft, place, addresses, options.gateway);
      notes.push(...settled.notes);
      dropShares(draft, settled.service.rollout, notes);
      return [id, settled];
    }),
  );
}

/** Who may call each: what waits for it, and what names it in a variable. */
/** How many may be missing or too many means nothing to a rollout that came to be for another reason. */
function dropShares({ field, spec }: AppDraft, rollout: ServiceInput['rollout'], notes: Note[]): void {
  const isRolling = typeof rollout === 'object' && rollout.strategy === 'rolling';
  if (isRolling || (rollout === 'recreate' && spec.rollout === 'recreate')) return;
  const kind = typeof rollout === 'object' ? rollout.strategy : (rollout ?? 'rolling');
  for (const [i, note] of notes.entries())
    if (note.kind === 'mapped' && note.field.startsWith(field === '' ? '' : `${field}.`) && SHARE.test(note.field))
      notes[i] = { field: note.field, ...dropped(`its rollout is '${kind}', which has no such share`) };
}

const SHARE = /\.(minimumHealthCapacity|maximumOverCapacity)$/;

function callersOf({ drafts, waits }: Parts, settled: ReadonlyMap<string, Settled>): Map<string, Set<string>> {
  const byAddress = new Map([...drafts].map(([id, { name, system }]) => [`${name}.${system}`, id]));
  const allow = new Map([...drafts.keys()].map((id) => [id, new Set<string>()]));
  for (const [id, on] of waits) for (const one of on) allow.get(one)?.add(id);
  for (const [id, { calls }] of settled) for (const address of calls) allow.get(byAddress.get(address) ?? '')?.add(id);
  return allow;
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
