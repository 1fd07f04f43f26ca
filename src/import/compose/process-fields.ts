import { own } from '../../spec/own';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { plainEnvironment } from '../plain-environment';
import { projectPath } from '../project-path';
import { readSeconds } from '../quantities';
import { shellWords } from '../shell-words';
import { envFile } from './env-file';
import { pairs } from './image-fields';
import type { ServiceDraft } from './service-draft';

/** How the process of a service is started, told and ended. */
export const PROCESS_FIELDS: Fields<ServiceDraft> = {
  command: (place, { spec }) => words(place, (command) => (spec.command = command), 'command'),
  entrypoint: (place, { spec }) => words(place, (entryPoint) => (spec.entryPoint = entryPoint), 'entryPoint'),
  working_dir(place, { spec }) {
    const directory = place.text();
    if (directory === undefined) return [];
    spec.workingDirectory = directory;
    return mapped('workingDirectory');
  },
  user(place, { spec }) {
    const user = place.text();
    if (user === undefined) return [];
    if (/^\d+(:\d+)?$/.test(user)) {
      spec.user = user;
      return mapped('user');
    }
    return question('which number is it? Users are numbers here, as names are known to the image alone', 'user');
  },
  environment(place, draft) {
    const { variables } = draft.context;
    const missing: string[] = [];
    const given = pairs(place, (name) => own(variables, name) ?? void missing.push(name));
    Object.assign(draft.environment, given);
    return [
      ...(Object.keys(given).length > 0 ? [mapped('environment')] : []),
      ...missing.map((name) => question(`what is ${name}? Compose takes it from the shell, and nobody gave it here`)),
    ];
  },
  env_file: (place, draft) => (place.isList ? place.items() : [place]).flatMap((entry) => fromFile(entry, draft)),
  read_only(place, { spec }) {
    const flag = place.flag();
    if (flag === undefined) return [];
    spec.readOnlyRoot = flag;
    return mapped('readOnlyRoot');
  },
  stop_grace_period(place, { spec }) {
    const seconds = readSeconds(place);
    if (seconds === undefined) return [];
    spec.stopSeconds = Math.min(3600, Math.max(1, Math.ceil(seconds)));
    return spec.stopSeconds === seconds
      ? mapped('stopSeconds')
      : approximated(`stopSeconds ${spec.stopSeconds}`, 'whole seconds, 1 to 3600');
  },
  stop_signal: (place) =>
    /^(SIG)?TERM$|^15$/.test(place.text() ?? '')
      ? mapped('nothing', 'SIGTERM is what everything gets')
      : dropped('everything gets SIGTERM; STOPSIGNAL of the image says another'),
  init: (place) =>
    place.flag() === false
      ? approximated('nothing', 'every container has an init process; the own one is not the first then')
      : mapped('nothing', 'every container has an init process'),
  restart(place, draft) {
    const text = place.text() ?? '';
    if (/^(always|unless-stopped)$/.test(text)) return mapped('nothing', 'a service is always started again');
    if (/^on-failure(:\d+)?$/.test(text))
      return approximated('nothing', 'a service is always started again, also after success, and as often as it takes');
    if (text !== 'no' && text !== 'false') return place.wrong("'no', 'always', 'on-failure' or 'unless-stopped'") ?? [];
    draft.runsOnce = true;
    return approximated(
      'nothing',
      'a service is always started again; what ends by itself is a job, or an init container of another',
    );
  },
  pre_start: (place, { spec, context, name }) =>
    place.items().flatMap((item, i) => {
      const before: InitDraft = { name: `pre-start-${i}`, image: spec.image as InitDraft['image'], command: [] };
      const fates = readFields(PRE_START_FIELDS, item, before);
      if (before.image === undefined && spec.image === undefined) return fates;
      const { environment, secrets, notes } = plainEnvironment(
        before.environment ?? {},
        `${context.system}/${name}`,
        `${item.field}.environment`,
      );
      const told = { ...before, environment, ...(Object.keys(secrets).length > 0 && { secrets }) };
      spec.init = [...(spec.init ?? []), told as NonNullable<typeof spec.init>[number]];
      return [...fates, ...notes];
    }),
  post_start: 'nothing runs in a container after it has started; start it from its own command',
  pre_stop: 'nothing runs in a container before it is stopped; it gets SIGTERM, and stopSeconds',
};

type InitDraft = {
  name: string;
  image?: string;
  command: string[];
  user?: string;
  workingDirectory?: string;
  environment?: Record<string, string>;
};

/** What runs before a service starts. */
export const PRE_START_FIELDS: Fields<InitDraft> = {
  command: (place, draft) => words(place, (command) => (draft.command = command), 'init.command'),
  image(place, draft) {
    draft.image = place.text() ?? '';
    return mapped('init.image');
  },
  user(place, draft) {
    const user = place.text() ?? '';
    if (!/^\d+(:\d+)?$/.test(user)) return question('which number is it? Users are numbers here');
    draft.user = user;
    return mapped('init.user');
  },
  working_dir(place, draft) {
    draft.workingDirectory = place.text() ?? '/';
    return mapped('init.workingDirectory');
  },
  environment(place, draft) {
    draft.environment = pairs(place, () => undefined);
    return mapped('init.environment');
  },
  privileged: 'nothing may be privileged',
  per_replica: (place) =>
    place.flag() === true
      ? mapped('init', 'runs in every replica')
      : approximated('init', 'runs in every replica, not once for all; `beforeDeploy` runs once for each deployment'),
};

/** A command: a list of words, or a line that a shell would split. */
function words(place: Place, set: (words: string[]) => void, field: string): Fate | readonly Fate[] {
  const list = place.isList ? place.texts() : shellWords(place.text() ?? '');
  if (list === undefined) return place.refuse('OpenQuote', 'has a quote that is not closed', 'close it') ?? [];
  if (list.length === 0)
    return approximated('nothing', 'takes what the image says; Compose would take that away, and run nothing of it');
  set(list);
  return mapped(field);
}

function fromFile(entry: Place, draft: ServiceDraft): Fate[] {
  const place = entry.isObject ? entry.at('path') : entry;
  const written = place.text();
  if (written === undefined) return [];
  const path = projectPath('', written);
  if (path === undefined)
    return place.refuse('OutsideProject', "is outside of the project's directory", 'bring it in') ?? [];
  const text = draft.context.readFile(path);
  if (text !== undefined) {
    const variables = envFile(text);
    if (variables === undefined)
      return place.refuse('OpenQuote', `is '${path}', which has a quote that is not closed`, 'close it') ?? [];
    Object.assign(draft.fromFiles, variables);
    return [{ ...mapped('environment', 'its variables are written out'), field: place.field }];
  }
  if (entry.isObject && entry.at('required').flag() === false)
    return [{ ...dropped('is not there, and need not be'), field: place.field }];
  return (
    place.refuse('MissingFile', `is '${path}', and there is no such file`, 'add it, or say `required: false`') ?? []
  );
}
