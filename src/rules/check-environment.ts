import { type Problem, within } from '../errors';
import { issuerName } from '../identity/issuer-name';
import { checkName } from '../naming/names';
import { checkTags } from '../naming/tags';
import { countFoundation } from '../quotas/count-foundation';
import { usageOf } from '../quotas/usage';
import type { EnvironmentSpec } from '../spec/environment';
import { LAPTOP } from '../spec/laptop';
import { show } from '../spec/parse';
import { checkTrainingCluster } from '../training/check-cluster';
import { checkArn } from './check-arn';
import { checkCi } from './check-ci';
import { checkContractSize } from './check-contract-size';
import { checkFleet } from './check-fleet';
import { checkGateway } from './check-gateway';
import { checkNetwork } from './check-network';
import { checkQuotaValues, checkUsage } from './check-quotas';
import { checkRegistry } from './check-registry';
import { checkSameRegion } from './check-same-region';
import { checkTeamAccess } from './check-teams';

/** Everything in an environment that AWS would refuse at apply or leave hanging: all problems at once. */
export function checkEnvironment(environment: EnvironmentSpec): Problem[] {
  const { name, zones, network, fleets, trainingClusters, gateways } = environment;
  const problems = [
    ...checkName('environment', name, 'name'),
    ...checkIsNoLaptop(environment),
    ...checkRegion(environment),
    ...checkTags(environment.tags, 'tags'),
    ...checkTags({ ...environment.iam.tags }, 'iam.tags'),
    ...checkArn('policy', environment.iam.permissionsBoundaryArn, 'iam.permissionsBoundaryArn'),
    ...environment.alarmTopicArns.flatMap((arn, i) => [
      ...checkArn('topic', arn, `alarmTopicArns.${i}`),
      ...checkSameRegion(arn, environment.region, `alarmTopicArns.${i}`),
    ]),
    ...checkRegistry(environment),
    ...within('network', checkNetwork(network, zones)),
    ...Object.keys(fleets)
      .sort()
      .flatMap((key) => [
        ...checkName('fleet', key, `fleets.${key}`),
        ...within(`fleets.${key}`, checkFleet(fleets[key] as never, zones)),
      ]),
    ...Object.keys(trainingClusters)
      .sort()
      .flatMap((key) =>
        within(`trainingClusters.${key}`, checkTrainingCluster(key, trainingClusters[key] as never, zones)),
      ),
    ...Object.keys(gateways)
      .sort()
      .flatMap((key) => [
        ...checkName('gateway', key, `gateways.${key}`),
        ...within(`gateways.${key}`, checkGateway(gateways[key] as never, zones)),
        ...checkWebAcl(environment, key),
      ]),
    ...checkBackend(environment),
    ...(environment.backend.kind === 's3' ? checkArn('key', environment.backend.kmsKeyArn, 'backend.kmsKeyArn') : []),
    ...checkIssuers(environment),
    ...checkCi(environment),
    ...checkTeamAccess(environment.teams),
    ...checkQuotaValues(environment.quotas),
  ];
  if (problems.length > 0) return problems;
  // Sizes say something only of an environment that can be built.
  return [...checkContractSize(environment), ...checkUsage(usageOf(countFoundation(environment), environment.quotas))];
}

function checkRegion({ zones, region }: EnvironmentSpec): Problem[] {
  return zones.flatMap((zone, i) =>
    zone.startsWith(region) && zone.length > region.length
      ? []
      : [
          {
            code: 'ZoneOutsideRegion',
            field: `zones.${i}`,
            problem: `is ${show(zone)}, which is not a zone of ${region}`,
            fix: `use a name such as '${region}a'`,
          },
        ],
  );
}

/** A web ACL that is not global judges load balancers of its own region. */
function checkWebAcl({ gateways, region }: EnvironmentSpec, key: string): Problem[] {
  const gateway = gateways[key];
  const arn = gateway?.kind === 'application' ? gateway.webAclArn : undefined;
  return arn?.includes(':global/') ? [] : checkSameRegion(arn, region, `gateways.${key}.webAclArn`);
}

/** IAM has one provider for an issuer; its audiences are a list. */
function checkIssuers({ accountSettings: { identityProviders } }: EnvironmentSpec): Problem[] {
  const names = identityProviders.map(({ url }) => issuerName(url).toLowerCase());
  return names.flatMap((name, i) => {
    const first = names.indexOf(name);
    if (first === i) return [];
    const at = (n: number) => `accountSettings.identityProviders.${n}`;
    const problem = `is ${show(identityProviders[i]?.url)} like ${at(first)}`;
    return [{ code: 'DuplicateIssuer', field: `${at(i)}.url`, problem, fix: `add its audiences to ${at(first)}` }];
  });
}

function checkBackend({ backend }: EnvironmentSpec): Problem[] {
  if (backend.kind === 'local' || /^(?!xn--|sthree-)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/.test(backend.bucket))
    return [];
  return [
    {
      code: 'InvalidName',
      field: 'backend.bucket',
      problem: `is ${show(backend.bucket)}, which S3 refuses`,
      fix: 'use 3 to 63 lower-case letters, digits and hyphens',
    },
  ];
}

/** What systems say of a laptop would change what they are on AWS. */
function checkIsNoLaptop({ name }: EnvironmentSpec): Problem[] {
  if (name !== LAPTOP) return [];
  const problem = `is '${LAPTOP}', which is what systems call the laptop`;
  return [{ code: 'LaptopEnvironment', field: 'name', problem, fix: "call it by what it is for, as 'dev'" }];
}
