import type { Problem } from '../errors';
import { type ImageLock, lockEntry } from '../images/image-lock';
import { repositoryName } from '../images/image-names';
import { type BuildUse, buildUses } from '../images/resolve-images';
import { checkName } from '../naming/names';
import { fleetTraits } from '../sizing/fleet-types';
import type { BuiltImageSpec, ImagePlatform } from '../spec/built-image';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import { clusterOf } from '../training/cluster-of';
import { fleetOf } from './choose';
import { looksSecret } from './secret-looking';
import { unknownName } from './unknown-name';

/** What is wrong with the images that a system builds, and with how its services use them. Fields are those of the system. */
export function checkImages(system: SystemSpec, lock: ImageLock, contract: Contract): Problem[] {
  const uses = buildUses(system);
  const used = [...new Set(uses.map(({ build }) => build))].sort();
  return [
    ...Object.keys(system.images)
      .sort()
      .flatMap((name) => checkDeclared(name, system.images[name] as BuiltImageSpec)),
    ...checkPrefix(system, contract),
    ...uses.flatMap((use) => checkUse(use, system, contract)),
    ...used.flatMap((name) => checkBuilt(name, system, lock)),
  ];
}

function checkDeclared(name: string, image: BuiltImageSpec): Problem[] {
  const field = `images.${name}`;
  const secrets = Object.entries(image.arguments).flatMap(([key, value]) => {
    const why = looksSecret(key, value);
    const fix = 'mount it with RUN --mount=type=secret, or read it when the container starts';
    return why === undefined
      ? []
      : [
          {
            code: 'SecretInBuildArgument',
            field: `${field}.arguments.${key}`,
            problem: `${why} and stays in the image`,
            fix,
          },
        ];
  });
  return [
    ...checkName('image', name, field),
    ...checkPath(image.context, `${field}.context`),
    ...checkPath(image.dockerfile, `${field}.dockerfile`),
    ...secrets,
  ];
}

/** A path in the repository, so that it is the same on every machine. */
function checkPath(path: string, field: string): Problem[] {
  const parts = path.split('/');
  const isInside =
    path === '.' || (!path.includes('\\') && parts.every((part) => part !== '' && !/^\.\.?$/.test(part)));
  if (isInside) return [];
  return [
    {
      code: 'PathOutside',
      field,
      problem: `is ${show(path)}`,
      fix: "use a path such as 'services/bidder', without '..' or a slash at its beginning or end",
    },
  ];
}

/** What lies under a prefix is fetched from elsewhere: a build that is pushed there would be looked for in the wrong registry. */
function checkPrefix({ name, images }: SystemSpec, { registry }: Contract): Problem[] {
  if (Object.keys(images).length === 0 || !registry.pullThrough.includes(name)) return [];
  const problem = `is ${show(name)}, and under registry.pullThrough.${name} images are fetched from elsewhere`;
  return [{ code: 'SystemIsPrefix', field: 'name', problem, fix: 'rename the system or the prefix' }];
}

function checkUse({ workload, field, build }: BuildUse, system: SystemSpec, contract: Contract): Problem[] {
  const declared = own(system.images, build);
  if (declared === undefined)
    return [unknownName('UnknownImage', field, `image of system '${system.name}'`, build, Object.keys(system.images))];
  const hosts = hostsOf(workload, system, contract);
  if (hosts === undefined) return [];
  const runs = platformOf(hosts.types);
  if (declared.platform === runs) return [];
  const problem = `is '${build}', built for ${declared.platform}, but the hosts of ${hosts.noun} '${hosts.name}' are ${runs}`;
  return [
    {
      code: 'ImagePlatform',
      field,
      problem,
      fix: `use platform '${runs}' in images.${build}, or another ${hosts.noun}`,
    },
  ];
}

/** The hosts that a workload runs on; undefined where they are unknown. */
function hostsOf(workload: BuildUse['workload'], { services, jobs }: SystemSpec, contract: Contract) {
  if ('service' in workload) {
    const name = fleetOf(services[workload.service] as ServiceSpec, contract);
    const types = own(contract.fleets, name)?.instanceTypes;
    return types && { noun: 'fleet', name, types };
  }
  const name = clusterOf(jobs[workload.job] as JobSpec, contract);
  const types = own(contract.trainingClusters, name)?.instanceTypes;
  return types && { noun: 'cluster', name, types };
}

function platformOf(instanceTypes: readonly string[]): ImagePlatform {
  return fleetTraits(instanceTypes).arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
}

function checkBuilt(name: string, system: SystemSpec, lock: ImageLock): Problem[] {
  const declared = own(system.images, name);
  const repository = repositoryName(system.name, name);
  const entry = lockEntry(lock, repository);
  if (declared === undefined || entry?.platform === declared.platform) return [];
  const problem =
    entry === undefined
      ? 'was never built: images.lock.json does not have it'
      : `was built for ${entry.platform}, and is to be for ${declared.platform}`;
  return [{ code: 'ImageNotBuilt', field: `images.${name}`, problem, fix: `run 'stowage image build ${repository}'` }];
}
