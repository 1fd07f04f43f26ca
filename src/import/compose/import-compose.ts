import type { Problem } from '../../errors';
import { legalName } from '../../naming/names';
import type { InitSpec, ServiceInput } from '../../spec/service';
import type { SystemInput } from '../../spec/system';
import { readFields } from '../fates';
import { hardeningNote, secured } from '../harden';
import { type Imported, type ImportOptions, imported } from '../imported';
import { legalNames } from '../legal-names';
import { approximated, dropped, type Note } from '../note';
import { Place } from '../place';
import type { ReadFile } from '../project-path';
import { type Edges, edgesOf } from './edges';
import { readProject } from './read-project';
import { type ComposeContext, type ServiceDraft, serviceDraft } from './service-draft';
import { SERVICE_FIELDS } from './service-fields';
import { settledService } from './settle-service';
import { PROJECT_FIELDS } from './top-level';
import { volumesOf } from './volumes';

export interface ComposeOptions extends ImportOptions {
  /** What the file is called, from the project's directory: what it includes and extends is found from there. @default 'compose.yaml' */
  readonly file?: string;
  /** The project's directory, from the root of the repository, of which images are built. @default '' */
  readonly directory?: string;
  /** What the shell gives. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
  /** Profiles that are asked for. @default [] */
  readonly profiles?: readonly string[];
  /** Other files of the project. @default there are none */
  readonly readFile?: ReadFile;
}

/**
 * A Compose file, version 2 or of the current specification, as a system: its services, images, volumes and who may call whom, and a note on
 * every field that it has. Throws `SpecError` with everything that is wrong.
 */
export function importCompose(text: string, options: ComposeOptions = {}): Imported {
  const { file = 'compose.yaml', variables = {}, readFile = () => undefined, harden = false } = options;
  const { document, notes, problems } = readProject(text, { file, variables, readFile });
  const place = new Place(document, '', problems);
  const name = legalName('system', options.name ?? place.at('name').text() ?? nameOf(file));
  const context = { system: name, directory: options.directory ?? '', variables, readFile };
  notes.push(...readFields(PROJECT_FIELDS, place, undefined));
  const { drafts, inactive } = readServices(place.at('services'), context, options.profiles ?? [], notes);
  const volumes = volumesOf([...drafts.values()], place.at('volumes'), problems);
  const edges = edgesOf(drafts, inactive);
  problems.push(...edges.problems);
  notes.push(...volumes.notes, ...edges.notes, hardeningNote('services', harden));
  const services = assembled({ drafts, edges, options, notes, problems }, (draft) => volumes.mountsOf(draft));
  const images = Object.fromEntries(
    [...drafts.values()].flatMap(({ name: of, build }) => (build === undefined ? [] : [[of, build]])),
  );
  const system: SystemInput = {
    name,
    ...(Object.keys(images).length > 0 && { images }),
    services,
    ...(Object.keys(volumes.volumes).length > 0 && { volumes: volumes.volumes }),
  };
  return imported(`Compose file '${file}'`, system, notes, problems, options.strict);
}

/** What a project is called whose file says nothing: by the file, and where that is called like any, by its directory. */
function nameOf(file: string): string {
  const [, own] = /(?:^|\/)(?:docker-)?compose[.-](.+)\.ya?ml$/.exec(file) ?? [];
  return own ?? /([^/]+)\/[^/]*$/.exec(file)?.[1] ?? 'system';
}

function readServices(place: Place, context: ComposeContext, profiles: readonly string[], notes: Note[]) {
  const isAsked = (service: Place) => {
    const own = service.at('profiles');
    return (
      own.isNothing ||
      own.texts().length === 0 ||
      profiles.includes('*') ||
      own.texts().some((one) => profiles.includes(one))
    );
  };
  const entries = place.entries();
  if (entries.length === 0) place.refuse('NoServices', 'has no services', 'give a Compose file with some');
  const inactive = new Set(
    entries.filter(([, service]) => service.isObject && !isAsked(service)).map(([source]) => source),
  );
  for (const source of inactive)
    notes.push({
      field: `services.${source}`,
      ...dropped('has profiles, and none of them was asked for by --profile'),
    });
  const active = entries.filter(([source]) => !inactive.has(source));
  const names = legalNames(
    'service',
    active.map(([source]) => source),
    (source) => `services.${source}`,
    place.problems,
  );
  const drafts = new Map<string, ServiceDraft>();
  for (const [source, service] of active) {
    const draft = serviceDraft(source, names.get(source) as string, context);
    if (!service.at('build').isNothing) draft.build = { context: '.' };
    notes.push(...readFields(SERVICE_FIELDS, service, draft));
    if (draft.spec.image === undefined && draft.build === undefined)
      service.refuse('MissingImage', 'has neither `image` nor `build`', 'add one');
    if (draft.name !== source)
      notes.push({
        field: `services.${source}`,
        ...approximated(`services.${draft.name}`, 'names are lower case, with hyphens; it is called by the new one'),
      });
    drafts.set(source, draft);
  }
  return { drafts, inactive };
}

interface Parts {
  readonly drafts: ReadonlyMap<string, ServiceDraft>;
  readonly edges: Edges;
  readonly options: ComposeOptions;
  readonly notes: Note[];
  readonly problems: Problem[];
}

/** The services with their edges, each with those before it that run once. */
function assembled(
  { drafts, edges, options, notes }: Parts,
  mountsOf: (draft: ServiceDraft) => NonNullable<ServiceInput['mounts']>,
): Record<string, ServiceInput> {
  const addresses = new Map<string, string>();
  for (const [source, draft] of drafts)
    for (const called of [source, ...draft.aliases]) addresses.set(called, `${draft.name}.${draft.context.system}`);
  const settled = new Map(
    [...drafts].map(([source, draft]) => {
      const { service, notes: more } = settledService(draft, addresses, options.gateway);
      notes.push(...more);
      return [source, service];
    }),
  );
  const once = new Set([...edges.before.values()].flat());
  const nameOfSource = (source: string) => drafts.get(source)?.name as string;
  const services = [...drafts].flatMap(([source, draft]): [string, ServiceInput][] => {
    if (once.has(source)) {
      notes.push({
        field: `services.${source}`,
        ...approximated('init of those that wait for it', 'runs to its end before each replica of them, not once'),
      });
      return [];
    }
    const service = settled.get(source) as ServiceInput;
    const before = edges.before.get(source) ?? [];
    const after = [...(edges.after.get(source) ?? [])].map(nameOfSource).sort();
    const callers = [...(edges.allow.get(source) ?? [])].filter((caller) => !once.has(caller)).map(nameOfSource);
    const indirect = [...(edges.allow.get(source) ?? [])].filter((caller) => once.has(caller));
    const through = [...edges.before]
      .filter(([, runs]) => runs.some((one) => indirect.includes(one)))
      .map(([of]) => nameOfSource(of));
    const allow = [...new Set([...callers, ...through])].filter((one) => one !== draft.name).sort();
    const mounts = mountsOf(draft);
    const init = before.map((one) => initOf(drafts.get(one)?.name as string, settled.get(one) as ServiceInput));
    const whole: ServiceInput = {
      ...service,
      ...(init.length > 0 && { init: [...init, ...(service.init ?? [])] }),
      ...(after.length > 0 && { after }),
      ...(allow.length > 0 && service.ports !== undefined && { allow }),
      ...(mounts.length > 0 && { mounts }),
    };
    return [[draft.name, secured(whole, options.harden ?? false)]];
  });
  return Object.fromEntries(services);
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
