import type { SystemJobInput } from '../../spec/training/system-job';
import { type Fields, readFields } from '../fates';
import { approximated, mapped, question } from '../note';
import type { Place } from '../place';
import { registryImage } from '../registry-image';
import { scheduleOf } from './period';

/** A job while its fields are read. */
export interface JobDraft {
  readonly field: string;
  name: string;
  readonly environment: Record<string, string>;
  readonly spec: Partial<SystemJobInput>;
}

const HOSTS = 'the hosts of the training cluster are for jobs';

/** Every field of a job of Sprint, as the talk shows them, and those that Mesos takes beside them. */
export const JOB_FIELDS: Fields<JobDraft> = {
  labels: (place, draft) => {
    const others = place.keys().map((key) => [key, 'tags come from the environment']);
    return readFields({ ...Object.fromEntries(others), ...LABELS }, place, draft);
  },
  container: (place, draft) => readFields(CONTAINER_FIELDS, place, draft),
  cpus(place, { spec }) {
    const cpus = place.number();
    if (cpus === undefined) return [];
    if (cpus <= 0) return place.wrong('more than 0 cores') ?? [];
    spec.cpus = Math.ceil(cpus);
    return spec.cpus === cpus ? mapped('cpus') : approximated(`cpus ${spec.cpus}`, 'AWS Batch gives whole vCPUs');
  },
  mem(place, { spec }) {
    const mem = place.number();
    if (mem === undefined) return [];
    if (mem <= 0) return place.wrong('more than 0 MiB') ?? [];
    spec.memoryMiB = Math.max(6, Math.ceil(mem));
    return spec.memoryMiB === mem
      ? mapped('memoryMiB')
      : approximated(`memoryMiB ${spec.memoryMiB}`, 'whole MiB, 6 or more');
  },
  gpus(place, { spec }) {
    const gpus = place.count();
    if (gpus === undefined) return [];
    spec.gpus = Math.min(16, gpus);
    return gpus <= 16 ? mapped('gpus') : approximated('gpus 16', 'no host has more');
  },
  cmd(place, { spec }) {
    const line = place.text();
    if (line === undefined) return [];
    spec.command = ['/bin/sh', '-c', line];
    return approximated(
      'command',
      'a shell runs it as an argument of the entry point of the image, which AWS Batch does not replace',
    );
  },
  args(place, { spec }) {
    spec.command = place.texts();
    return mapped('command');
  },
  env: (place, draft) =>
    place.entries().flatMap(([name, value]) => {
      const text = value.isObject ? undefined : value.text();
      if (value.isObject) return { ...question('where is this secret now? Name it in `secrets`'), field: value.field };
      if (text !== undefined) draft.environment[name] = text;
      return { ...mapped('environment'), field: value.field };
    }),
  user: () => question('which number is it? Users are numbers here, and jobs are never root'),
  disk: HOSTS,
  instances: 'a job runs once, or as an `array`',
  constraints: HOSTS,
  acceptedResourceRoles: HOSTS,
  uris: 'nothing is fetched before it starts; bring it with the image, or mount a volume',
  fetch: 'nothing is fetched before it starts; bring it with the image, or mount a volume',
};

/** What a job is called, and what it was run for. */
export const LABELS: Fields<JobDraft> = {
  name(place, draft) {
    draft.name = place.text() ?? '';
    return mapped('jobs, by name');
  },
  period: (place, { spec }) => period(place, spec),
};

function period(place: Place, spec: JobDraft['spec']) {
  const text = place.text() ?? '';
  const schedule = scheduleOf(text);
  if (schedule === undefined) return question('how is this period written? PERIOD is a date, an hour or a time here');
  spec.schedule = schedule;
  return [
    approximated(
      `PERIOD, as a ${schedule.period}`,
      `is the period of one run, which its schedule tells it now; \`stowage run --period ${text}\` runs this one again`,
    ),
    question('when does it start? The label says which period, and not when', `schedule.cron '${schedule.cron}'`),
  ];
}

export const CONTAINER_FIELDS: Fields<JobDraft> = {
  type: (place) =>
    place.text() === 'DOCKER'
      ? mapped('nothing', 'every job is a container')
      : approximated('nothing', 'every job is a container of Docker'),
  docker: (place, draft) => readFields(DOCKER_FIELDS, place, draft),
  volumes: (place) =>
    place.items().map((item) => ({
      ...question('what is in it? Jobs mount volumes of kind efs and scratch of their system'),
      field: item.field,
    })),
};

export const DOCKER_FIELDS: Fields<JobDraft> = {
  image(place, { spec }) {
    const image = place.text();
    if (image === undefined) return [];
    spec.image = registryImage(image);
    return typeof spec.image === 'string'
      ? mapped('image')
      : approximated(
          `image.repository '${image.split(':')[0]}'`,
          "names no registry: it is one of the environment's own, where it must be pushed",
        );
  },
  network: 'jobs have the network of their hosts',
  portMappings: 'nobody calls a job',
  forcePullImage: 'the agent of the host asks the registry; a tag should never move',
  privileged: 'nothing may be privileged',
  parameters: (place) =>
    place.items().map((item) => ({
      ...question('what is it for? No option of Docker is handed on'),
      field: item.field,
    })),
};
