import { legalName } from '../../naming/names';
import type { SystemInput } from '../../spec/system';
import type { SystemJobInput } from '../../spec/training/system-job';
import { readFields } from '../fates';
import { fileName } from '../file-name';
import { hardeningNote, securedJob } from '../harden';
import { type Imported, type ImportOptions, imported } from '../imported';
import { legalNames } from '../legal-names';
import { type Note, question } from '../note';
import { Place } from '../place';
import { plainEnvironment } from '../plain-environment';
import { readDocument } from '../read-document';
import { JOB_FIELDS, type JobDraft } from './job-fields';

export interface SprintOptions extends ImportOptions {
  /** What the file is called. @default 'sprint.json' */
  readonly file?: string;
}

/** What a job gets where nothing says what it needs, as Mesos gives it (Marathon documentation, App, 2026-11). */
const SOME = { cpus: 1, memoryMiB: 128 };

/** A job of Sprint, or a list of them, as a system that trains. Throws `SpecError` with everything that is wrong. */
export function importSprint(text: string, options: SprintOptions = {}): Imported {
  const { file = 'sprint.json', harden = false } = options;
  const what = `Sprint file '${file}'`;
  const root = new Place(readDocument(what, text), '', []);
  const { problems } = root;
  const notes: Note[] = [];
  const system = legalName('system', options.name ?? fileName(file, 'sprint'));
  const drafts = (root.isList ? root.items() : [root]).flatMap((place) => read(place, notes));
  if (drafts.length === 0 && problems.length === 0)
    root.refuse('NoJobs', 'has no jobs', 'give the description of one, or a list');
  const names = legalNames(
    'job',
    drafts.map(({ name }) => name),
    (name) => `labels.name '${name}'`,
    problems,
  );
  const jobs = Object.fromEntries(
    drafts.map((draft) => [
      names.get(draft.name),
      securedJob(settled(draft, `${system}/${names.get(draft.name)}`, notes), harden),
    ]),
  ) as NonNullable<SystemInput['jobs']>;
  notes.push(hardeningNote('user', harden, 'job'));
  return imported(what, { name: system, services: {}, jobs }, notes, problems, options.strict);
}

function read(place: Place, notes: Note[]): JobDraft[] {
  const draft: JobDraft = { field: place.field, name: '', environment: {}, spec: {} };
  const before = place.problems.length;
  notes.push(...readFields(JOB_FIELDS, place, draft));
  if (place.problems.length > before) return [];
  if (draft.spec.image === undefined) place.refuse('MissingImage', 'has no container.docker.image', 'add it');
  if (draft.name === '') place.at('labels').refuse('MissingField', 'says no `name`', 'add it: jobs are called by it');
  return draft.spec.image === undefined || draft.name === '' ? [] : [draft];
}

function settled(draft: JobDraft, prefix: string, notes: Note[]): SystemJobInput {
  const at = (field: string) => (draft.field === '' ? field : `${draft.field}.${field}`);
  const { environment, secrets, notes: more } = plainEnvironment(draft.environment, prefix, at('env'));
  notes.push(...more);
  const missing = (['cpus', 'memoryMiB'] as const).filter((field) => draft.spec[field] === undefined);
  if (missing.length > 0)
    notes.push({
      field: at('cpus'),
      ...question(
        'how much does it need? Not all is said',
        missing.map((field) => `${field} ${SOME[field]}`).join(', '),
      ),
    });
  return {
    ...draft.spec,
    image: draft.spec.image as SystemJobInput['image'],
    cpus: draft.spec.cpus ?? SOME.cpus,
    memoryMiB: draft.spec.memoryMiB ?? SOME.memoryMiB,
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  };
}
