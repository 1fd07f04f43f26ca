import type { Problem } from '../errors';
import { UPSTREAMS, upstreamNamed } from '../images/upstreams';
import { partitionOf } from '../naming/arns';
import type { EnvironmentSpec } from '../spec/environment';
import { show } from '../spec/parse';
import type { RegistrySpec } from '../spec/registry';

/** ECR API reference, CreatePullThroughCacheRule: 2 to 30 characters of this form (2026-11). */
const PREFIX = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const PREFIX_LENGTH = { min: 2, max: 30 };

/** A registry from which nothing could be pulled, or that ECR would not make. Fields are those of the environment. */
export function checkRegistry(environment: EnvironmentSpec): Problem[] {
  const { account, region, registry, network } = environment;
  const owner = registry.account ?? account;
  const place = { account: owner, region: registry.region ?? region };
  const problems: Problem[] = [];
  if (owner !== account && !registry.readers.includes(account))
    problems.push({
      code: 'NotAReader',
      field: 'registry.readers',
      problem: `lacks ${account}, the account of this environment, so no image could be pulled from ${owner}`,
      fix: `add '${account}'`,
    });
  if (network.nat === 'none' && place.region !== region)
    problems.push({
      code: 'RegistryOutOfReach',
      field: 'registry.region',
      problem: `is '${place.region}', and a network without a way out reaches registries of ${region} alone`,
      fix: `use '${region}', or network.nat 'single' or 'per-zone'`,
    });
  return [
    ...problems,
    ...Object.keys(registry.pullThrough)
      .sort()
      .flatMap((prefix) => checkPullThrough(prefix, registry.pullThrough[prefix] as never, place)),
  ];
}

function checkPullThrough(
  prefix: string,
  { upstream, credentialsSecretArn }: RegistrySpec['pullThrough'][string],
  place: { account: string; region: string },
): Problem[] {
  const field = `registry.pullThrough.${prefix}`;
  const problems: Problem[] = [];
  const { min, max } = PREFIX_LENGTH;
  if (prefix.length < min || prefix.length > max || !PREFIX.test(prefix))
    problems.push({
      code: 'InvalidPrefix',
      field,
      problem: `is a prefix that ECR refuses (${prefix.length} characters)`,
      fix: `use ${min} to ${max} lower-case letters and digits with single '-', '_', '.' or '/' between, as 'docker-hub'`,
    });
  const known = upstreamNamed(upstream);
  if (known === undefined)
    return [
      ...problems,
      {
        code: 'UnknownUpstream',
        field: `${field}.upstream`,
        problem: `is ${show(upstream)}, from which ECR does not pull through`,
        fix: `use one of ${UPSTREAMS.map(({ host }) => `'${host}'`).join(', ')}`,
      },
    ];
  if (known.needsCredentials && credentialsSecretArn === undefined)
    problems.push({
      code: 'UpstreamCredentials',
      field: `${field}.credentialsSecretArn`,
      problem: `is missing, and '${upstream}' gives nothing to strangers`,
      fix: `add the ARN of a secret named 'ecr-pullthroughcache/...' of account ${place.account} in ${place.region}`,
    });
  return [...problems, ...checkSecretArn(credentialsSecretArn, `${field}.credentialsSecretArn`, place)];
}

/** ECR user guide, "Creating a pull through cache rule": named `ecr-pullthroughcache/`, in the rule's account and region (2026-11). */
function checkSecretArn(
  value: string | undefined,
  field: string,
  { account, region }: { account: string; region: string },
): Problem[] {
  const start = `arn:${partitionOf(region)}:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/`;
  if (value === undefined || (value.startsWith(start) && /^[\w/+=.@-]+$/.test(value.slice(start.length)))) return [];
  return [{ code: 'UpstreamSecret', field, problem: `is ${show(value)}`, fix: `use one that begins with '${start}'` }];
}
