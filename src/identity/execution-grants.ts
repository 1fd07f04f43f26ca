import { arn, type Place } from '../naming/arns';
import type { ContractRegistry } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { imageOf } from '../task/image-of';
import { ecrRepository, isPulledThrough } from '../task/image-reference';
import { withOwnSidecars } from '../task/own-sidecars';
import { secretReference } from '../task/secret-reference';
import type { Statement } from './policy';

/** All that must be allowed to start a service's containers. */
export function executionGrants(
  service: ServiceSpec,
  place: Place,
  registry: ContractRegistry,
  logGroupArn: string,
): Statement[] {
  return startGrants(startedContainers(service), place, registry, logGroupArn);
}

/** The containers of a service that something must be allowed to start. */
export function startedContainers(service: ServiceSpec): StartedContainer[] {
  return [service, ...Object.values(withOwnSidecars(service).sidecars), ...service.init, ...service.beforeDeploy];
}

/** All that must be allowed to start containers: their images, their log, their secrets. */
export function startGrants(
  containers: readonly StartedContainer[],
  place: Place,
  registry: ContractRegistry,
  logGroupArn: string,
): Statement[] {
  return [
    ...imageGrants(containers, registry),
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
    ...secretGrants(containers, place),
  ];
}

/** A container with an image and secrets of its own. */
export type StartedContainer = Pick<ServiceSpec, 'image' | 'secrets'> & Partial<Pick<ServiceSpec, 'imageFrom'>>;

function imageGrants(containers: readonly StartedContainer[], registry: ContractRegistry): Statement[] {
  const images = containers.flatMap((container) => imageOf(container) ?? []);
  const repositories = images.flatMap((image) => ecrRepository(image, registry) ?? []);
  if (repositories.length === 0) return [];
  const fetched = repositories.filter((repository) => isPulledThrough(repository, registry));
  return [
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: unique(repositories.map((r) => arn(r, 'ecr', `repository/${r.name}`))),
    },
    // Whoever pulls an image first has it fetched, into a repository that may not exist yet (ECR user guide, "pull through cache", 2026-11).
    ...(fetched.length === 0
      ? []
      : [
          {
            actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
            resources: unique(fetched.map((r) => arn(r, 'ecr', `repository/${r.name}`))),
          },
        ]),
  ];
}

function secretGrants(containers: readonly StartedContainer[], place: Place): Statement[] {
  const references = containers.flatMap(({ secrets }) => Object.values(secrets).map((s) => secretReference(s, place)));
  const actions = unique(references.map((r) => r.action));
  const keys = unique(references.flatMap((r) => r.kmsKeyArn ?? []));
  return [
    ...actions.map((action) => ({
      actions: [action],
      resources: unique(references.filter((r) => r.action === action).map((r) => r.resource)),
    })),
    ...(keys.length === 0 ? [] : [{ actions: ['kms:Decrypt'], resources: keys }]),
  ];
}

function unique<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}
