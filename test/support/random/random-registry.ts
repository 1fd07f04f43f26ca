import { arn } from '../../../src/naming/arns';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { RegistryInput } from '../../../src/spec/registry';
import type { Draw } from './draw';

/** Another account, which may read the registry or have it. */
const OTHER = '210987654321';

/** A registry of the environment's own account and region, or of another. */
export function randomRegistry(
  draw: Draw,
  { account, region }: Pick<EnvironmentInput, 'account' | 'region'>,
): RegistryInput {
  const said = draw.some<RegistryInput>({
    account: () => draw.one(account, account, account, OTHER),
    region: () => region,
    readers: () => draw.subset([OTHER, '111111111111']),
    protect: () => draw.chance(0.5),
    keepBuilds: () => draw.int(1, 10_000),
    untaggedDays: () => draw.int(1, 365),
    builder: () => draw.one('buildx', 'docker-provider'),
  });
  const place = { account: said.account ?? account, region };
  return {
    ...said,
    // Whoever does not own it must be let in.
    ...(said.account === OTHER && { readers: [...(said.readers ?? []).filter((reader) => reader !== OTHER), account] }),
    ...draw.some<RegistryInput>({ pullThrough: () => pullThrough(draw, place) }, 0.8),
  };
}

function pullThrough(
  draw: Draw,
  place: { account: string; region: string },
): NonNullable<RegistryInput['pullThrough']> {
  const secret = arn(place, 'secretsmanager', 'secret:ecr-pullthroughcache/hub-AbCdEf');
  return Object.fromEntries(
    draw.subset(
      [
        ['public', { upstream: 'public.ecr.aws' }],
        ['k8s/core', { upstream: 'registry.k8s.io' }],
        ['docker-hub', { upstream: 'registry-1.docker.io', credentialsSecretArn: secret }],
        ['hub2', { upstream: 'acme.azurecr.io', credentialsSecretArn: secret }],
      ] as const,
      1,
    ),
  );
}
