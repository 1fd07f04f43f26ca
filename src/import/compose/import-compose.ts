import { legalName } from '../../naming/names';
import type { SystemInput } from '../../spec/system';
import { readFields } from '../fates';
import { hardeningNote } from '../harden';
import { type Imported, type ImportOptions, imported } from '../imported';
import { legalNames } from '../legal-names';
import { approximated, dropped, type Note } from '../note';
import { Place } from '../place';
import type { ReadFile } from '../project-path';
import { assembledServices } from './assemble-services';
import { edgesOf } from './edges';
import { readProject } from './read-project';
import { type ComposeContext, type ServiceDraft, serviceDraft } from './service-draft';
import { SERVICE_FIELDS } from './service-fields';
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
  const mountsOf = (draft: ServiceDraft) => volumes.mountsOf(draft);
  const services = assembledServices({ drafts, edges, mountsOf, gateway: options.gateway, harden }, notes);
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
  const drafts = new Map(
    active.map(([source, service]) => {
      const draft = serviceDraft(source, names.get(source) as string, context);
      notes.push(...readService(service, draft));
      return [source, draft];
    }),
  );
  return { drafts, inactive };
}

function readService(place: Place, draft: ServiceDraft): Note[] {
  if (!place.at('build').isNothing) draft.build = { context: '.' };
  const notes = readFields(SERVICE_FIELDS, place, draft);
  if (draft.spec.image === undefined && draft.build === undefined)
    place.refuse('MissingImage', 'has neither `image` nor `build`', 'add one');
  if (draft.name === draft.source) return notes;
  const renamed = 'names are lower case, with hyphens; it is called by the new one';
  return [...notes, { field: `services.${draft.source}`, ...approximated(`services.${draft.name}`, renamed) }];
}
