import { contains, parseCidr } from '../address/cidr';
import { PRIVATE_RANGES } from '../address/free-cidr';
import { type Problem, within } from '../errors';
import { checkMatch } from '../routing/check-match';
import { acknowledged } from '../rules/acknowledge';
import { checkAfter } from '../rules/check-after';
import { checkContainers } from '../rules/check-containers';
import { checkEdges } from '../rules/check-edges';
import { checkMembers } from '../rules/check-members';
import { checkMountsOf } from '../rules/check-mounts';
import { checkReadiness } from '../rules/check-readiness';
import { matchOf, portOf } from '../rules/choose';
import { neighboursOf } from '../rules/edges';
import { unknownName } from '../rules/unknown-name';
import type { ImageSpec } from '../spec/image';
import type { LaptopSpec } from '../spec/laptop';
import { mapValues } from '../spec/map-values';
import type { MountSpec } from '../spec/mount';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import { hostMountOf } from '../training/host-mounts';
import { checkGateways } from './check-gateways';
import { checkSecretVariables } from './check-secret-variables';

/** What workloads may name of their system. */
type KnownParts = Pick<SystemSpec, 'images' | 'volumes'>;

/** What of systems, or of the laptop, cannot run there: all at once, each with its system. */
export function checkLaptop(systems: readonly SystemSpec[], laptop: LaptopSpec): Problem[] {
  const neighbours = neighboursOf(systems);
  return [
    ...checkRange(laptop),
    ...checkTwice(systems),
    ...checkGateways(systems, laptop),
    ...systems.flatMap((system) =>
      within(system.name, [
        ...Object.entries(system.services).flatMap(([name, service]) => [
          ...within(`services.${name}`, checkServiceThere(service, system)),
          ...checkEdges(system, name, service, neighbours),
        ]),
        ...Object.entries(system.jobs).flatMap(([name, job]) => within(`jobs.${name}`, checkJobThere(job, system))),
        ...checkMembers(system),
        ...checkAfter(system, neighbours),
      ]),
    ),
    ...checkSecretVariables(systems),
  ];
}

/** Both would have the same names. */
function checkTwice(systems: readonly SystemSpec[]): Problem[] {
  const names = systems.map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].map((name) => ({
    code: 'DuplicateSystem',
    field: name,
    problem: 'is the name of two systems',
    fix: 'rename one',
  }));
}

/** The directory on hosts that a job names is a directory here too, so that it is a name and no way to elsewhere. */
function checkHostMount(mount: MountSpec, i: number): Problem[] {
  const named = hostMountOf(mount);
  if (named === undefined) return [];
  const isName = [named.cluster, named.name].every((name) => /^[a-z0-9][a-z0-9-]*$/.test(name));
  const field = `mounts.${i}`;
  return [
    ...(isName
      ? []
      : [
          {
            code: 'InvalidName',
            field: `${field}.volume`,
            problem: `is '${mount.volume}', no host mount of a training cluster`,
            fix: "use '<cluster>/<name>' in small letters, digits and hyphens",
          },
        ]),
    ...(mount.subPath === undefined
      ? []
      : [
          {
            code: 'NoSubPaths',
            field: `${field}.subPath`,
            problem: `is '${mount.subPath}', and no part of '${mount.volume}' can be shown alone`,
            fix: 'leave it out',
          },
        ]),
  ];
}

function checkRange({ addresses }: LaptopSpec): Problem[] {
  const range = parseCidr(addresses);
  if (range !== undefined && PRIVATE_RANGES.some((all) => contains(all, range))) return [];
  const problem = `is '${addresses}', no private IPv4 range`;
  return [{ code: 'LaptopAddresses', field: 'addresses', problem, fix: "use one like '10.213.0.0/16'" }];
}

/** What of a job alone cannot run on a laptop. Fields are those of the job. */
export function checkJobThere(job: JobSpec, system: KnownParts): Problem[] {
  return [
    ...job.mounts.flatMap(checkHostMount),
    ...checkBuild(job, system),
    ...checkMountsOf(job, system.volumes, (mount) => hostMountOf(mount) !== undefined),
  ];
}

/** What of a service alone cannot run on a laptop. Fields are those of the service. */
export function checkServiceThere(service: ServiceSpec, system: KnownParts): Problem[] {
  const containers = [
    ['', service] as const,
    ...Object.entries(service.sidecars).map(([name, sidecar]) => [`sidecars.${name}.`, sidecar] as const),
    ...service.init.map((init, i) => [`init.${i}.`, init] as const),
    ...service.beforeDeploy.map((task, i) => [`beforeDeploy.${i}.`, task] as const),
  ];
  const builds = containers.flatMap(([prefix, container]) => checkBuild(container, system, prefix));
  return [
    ...builds,
    ...checkImageFrom(service),
    ...unacknowledged(checkContainers(withoutBuilds(service)), service),
    ...checkMountsOf(service, system.volumes),
    ...checkReadiness(service),
    ...service.routes.flatMap((route, i) => checkMatch({ field: `routes.${i}`, match: matchOf(route) })),
    ...[
      ...service.routes.map((route, i) => [`routes.${i}`, route] as const),
      ...service.listeners.map((one, i) => [`listeners.${i}`, one] as const),
    ].flatMap(([field, attached]) => checkPort(attached, service, field)),
  ];
}

/** Without what the service lives with. An acknowledgement that nothing needs here may be needed on AWS. */
function unacknowledged(problems: readonly Problem[], { acknowledge }: ServiceSpec): Problem[] {
  return acknowledged(problems, acknowledge).filter(({ code }) => code !== 'UnusedAcknowledgement');
}

function checkPort(attached: { readonly port?: string | undefined }, service: ServiceSpec, field: string): Problem[] {
  const port = portOf(attached, service);
  const known = Object.keys(service.ports);
  if (port !== undefined && known.includes(port)) return [];
  if (port !== undefined) return [unknownName('UnknownPort', `${field}.port`, 'port', port, known)];
  const problem = `leads to one of ${known.length} ports`;
  return [{ code: 'WhichPort', field, problem, fix: 'name it in `port`' }];
}

function checkImageFrom({ image, imageFrom }: ServiceSpec): Problem[] {
  if (image !== undefined || imageFrom === undefined) return [];
  const problem = `is '${imageFrom.parameter}', which only AWS knows`;
  return [
    {
      code: 'NoLaptopImage',
      field: 'imageFrom',
      problem,
      fix: 'say which image a laptop runs: `image` in environments.local',
    },
  ];
}

function checkBuild(
  container: { readonly image?: ImageSpec | undefined },
  { images }: KnownParts,
  prefix = '',
): Problem[] {
  const { image } = container;
  if (typeof image !== 'object' || !('build' in image) || own(images, image.build) !== undefined) return [];
  return [
    unknownName('UnknownImage', `${prefix}image.build`, 'image of this system', image.build, Object.keys(images)),
  ];
}

/** A service as rules for its containers judge it: they know no builds, which are judged here. */
function withoutBuilds(service: ServiceSpec): ServiceSpec {
  const known = <C extends { readonly image?: ImageSpec | undefined }>(container: C): C =>
    typeof container.image === 'object' && 'build' in container.image
      ? { ...container, image: { repository: 'built', tag: 'here' } }
      : container;
  return { ...known(service), sidecars: mapValues(service.sidecars, known), init: service.init.map(known) };
}
