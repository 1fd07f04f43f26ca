import { limitsSpec } from '../../spec/limits';
import { dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { bytesOf } from '../quantities';
import type { AppDraft } from './app-draft';

const ULIMITS = Object.keys(limitsSpec.shape.ulimits.unwrap().keyType.enum);
const LOGS = 'what it prints goes to its log group';
const DNS = 'names come from the DNS of the network';

/** What options of `docker run` become: parameters of an app's container. */
const PARAMETERS: Readonly<Record<string, string | ((value: string, draft: AppDraft) => Fate)>> = {
  env(value, { environment }) {
    const at = value.indexOf('=');
    if (at < 1) return dropped('gives a variable no value');
    environment[value.slice(0, at)] = value.slice(at + 1);
    return mapped('environment');
  },
  user(value, { spec }) {
    if (!/^\d+(:\d+)?$/.test(value)) return question('which number is it? Users are numbers here');
    spec.user = value;
    return mapped('user');
  },
  workdir(value, { spec }) {
    spec.workingDirectory = value;
    return mapped('workingDirectory');
  },
  'shm-size'(value, { spec }) {
    const bytes = bytesOf(value);
    if (bytes === undefined || bytes > 1e15) return question('how large is it?');
    spec.limits = { ...spec.limits, shmMiB: Math.max(1, Math.ceil(bytes / 1024 ** 2)) };
    return mapped('limits.shmMiB');
  },
  ulimit(value, { spec }) {
    const [, name = '', soft, hard = soft] = /^(\w+)=(-?\d{1,9})(?::(-?\d{1,9}))?$/.exec(value) ?? [];
    if (!ULIMITS.includes(name)) return dropped('is no limit that ECS knows');
    spec.limits = {
      ...spec.limits,
      ulimits: { ...spec.limits?.ulimits, [name]: { soft: Number(soft), hard: Number(hard) } },
    };
    return mapped('limits.ulimits');
  },
  tmpfs(value, { spec }) {
    const [path = ''] = value.split(':');
    if (!/^(\/[A-Za-z0-9._-]+)+$/.test(path)) return question('which path is it?');
    spec.writable = [...(spec.writable ?? []), path];
    return mapped('writable');
  },
  'read-only'(value, { spec }) {
    spec.readOnlyRoot = value !== 'false';
    return mapped('readOnlyRoot');
  },
  entrypoint(value, { spec }) {
    spec.entryPoint = [value];
    return mapped('entryPoint');
  },
  'cap-drop': 'containers have no capabilities anyway',
  'cap-add': 'containers have no capabilities here, whatever they ask for',
  init: 'every container has an init process',
  label: 'tags come from the environment',
  'log-driver': LOGS,
  'log-opt': LOGS,
  dns: DNS,
  'dns-search': DNS,
  'add-host': DNS,
  hostname: 'a replica is called by nobody by its own name',
};

/** `parameters` of a container: options that Docker is given. */
export function readParameters(place: Place, draft: AppDraft): Fate[] {
  return place.items().map((item) => {
    const [key = '', value = ''] = [item.at('key').text(), item.at('value').text()];
    const known = Object.hasOwn(PARAMETERS, key) ? PARAMETERS[key] : undefined;
    const fate =
      known === undefined
        ? question(`what is '${key.slice(0, 40)}' for? No option of Docker is handed on`)
        : typeof known === 'string'
          ? dropped(known)
          : known(value, draft);
    return { ...fate, field: item.field };
  });
}
