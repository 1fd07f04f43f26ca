import type fc from 'fast-check';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { queueSpec } from '../../../src/spec/queue';
import { serviceSpec } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { systemJobSpec } from '../../../src/spec/training/system-job';
import { type Draw, drawn } from './draw';
import { label } from './label';
import { withWaits } from './random-after';
import { randomImages } from './random-images';
import { withJobCallers } from './random-job-edges';
import { randomQueues } from './random-queues';
import { withSchedules } from './random-schedule';
import { randomService } from './random-service';
import { withSlos } from './random-slo';
import { randomJobs } from './random-training';
import { randomVolumes } from './random-volumes';
import { splitOverrides } from './split-overrides';

/** Services that one random system may have. */
const MOST_SERVICES = 3;

/** Added to the serials of names that no system of a sample has. */
const ELSEWHERE = 10_000;

/** What a system stands among. */
export interface Neighbourhood {
  readonly environment: EnvironmentSpec;
  /** Systems that are there already: its services may let theirs in. They never call it, so there is no circle. */
  readonly others: readonly SystemInput[];
  /** Different for each system of a sample. */
  readonly serial: number;
}

/** Any system, some of its fields only in what the environment overrides. */
export function randomSystem({ environment, others, serial }: Neighbourhood): fc.Arbitrary<SystemInput> {
  return drawn((draw) => {
    const system = label(draw, 'system', serial);
    const teams = Object.keys(environment.teams);
    const names = draw.list(1, MOST_SERVICES, (i) => label(draw, 'service', i));
    const guests = others.flatMap((other) => Object.keys(other.services).map((service) => `${other.name}/${service}`));
    const queues = draw.chance(0.85) ? randomQueues(draw, environment) : undefined;
    const foreign = others.flatMap((other) => Object.keys(other.queues ?? {}).map((queue) => `${other.name}/${queue}`));
    const volumes = draw.chance(0.85) ? randomVolumes(draw, environment) : undefined;
    const images = draw.chance(0.75) ? randomImages(draw, environment) : {};
    const services = names.map((service, i) => {
      const siblings = names.filter((name) => name !== service);
      const place = {
        environment,
        system,
        service,
        serial: serial * MOST_SERVICES + i,
        siblings,
        guests,
        images,
        queues: Object.keys(queues ?? {}),
        foreignQueues: foreign.slice(0, 1),
        volumes: volumesFor(volumes ?? {}, i, names.length),
      };
      return [service, randomService(draw, place)] as const;
    });
    const waiting = withWaits(draw, system, Object.fromEntries(services), guests);
    const parts = { system, images, volumes: volumes ?? {}, queues: queues ?? {} };
    const alone = draw.chance(0.85) ? randomJobs(draw, environment, parts) : undefined;
    const jobs = alone && withSchedules(draw, alone);
    const calling = withJobCallers(draw, waiting, Object.keys(jobs ?? {}));
    const body = { services: calling, ...(queues && { queues }), ...(jobs && { jobs }) };
    const whole = {
      name: system,
      ...(teams.length > 0 && draw.chance(0.7) && { team: draw.one(...teams) }),
      ...(Object.keys(images).length > 0 && { images }),
      ...withVolumes(draw, environment.name, volumes, overridden(draw, environment.name, body)),
      // No system of a sample has such a serial, so nobody else is called that.
      ...(draw.chance(0.35) && { movedFrom: label(draw, 'system', ELSEWHERE + serial) }),
    };
    return withSlos(draw, environment.name, whole, calling);
  });
}

/** The volumes that one of so many services may mount: all that have many writers, and every so many of the others. */
function volumesFor(volumes: NonNullable<SystemInput['volumes']>, index: number, count: number) {
  const all = Object.entries(volumes);
  return Object.fromEntries(all.filter(([, volume], i) => volume.kind !== 'ebs' || i % count === index));
}

/** Volumes are replaced whole: an environment may add some. */
function withVolumes<T extends Pick<SystemInput, 'environments'>>(
  draw: Draw,
  environment: string,
  volumes: SystemInput['volumes'],
  body: T,
): T & Pick<SystemInput, 'volumes'> {
  if (volumes === undefined || draw.chance(0.6)) return { ...body, ...(volumes && { volumes }) };
  const change = { ...body.environments?.[environment], volumes };
  return { ...body, environments: { ...body.environments, [environment]: change } };
}

/** Schemas of what a system has by name, each of which an environment may change. */
const PARTS = { services: serviceSpec, queues: queueSpec, jobs: systemJobSpec };

function overridden(
  draw: Draw,
  environment: string,
  whole: Pick<SystemInput, keyof typeof PARTS>,
): Pick<SystemInput, keyof typeof PARTS | 'environments'> {
  const parts = Object.entries(whole).map(([part, things]) => [part, divided(draw, part as never, things)] as const);
  const changed = parts.filter(([, { changes }]) => Object.keys(changes).length > 0);
  const overrides = Object.fromEntries(changed.map(([part, { changes }]) => [part, changes]));
  return {
    ...(Object.fromEntries(parts.map(([part, { bases }]) => [part, bases])) as typeof whole),
    ...(changed.length > 0 && { environments: { [environment]: overrides } }),
  };
}

function divided(draw: Draw, part: keyof typeof PARTS, things: Readonly<Record<string, object>>) {
  const bases: Record<string, object> = {};
  const changes: Record<string, object> = {};
  for (const [name, thing] of Object.entries(things)) {
    const { base, change } = draw.chance(0.6)
      ? splitOverrides(draw, PARTS[part], thing as Record<string, unknown>)
      : { base: thing, change: {} };
    bases[name] = base;
    if (Object.keys(change).length > 0) changes[name] = change;
  }
  return { bases, changes };
}
