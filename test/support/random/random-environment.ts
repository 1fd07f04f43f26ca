import fc from 'fast-check';
import { arn, partitionOf } from '../../../src/naming/arns';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { type Draw, drawn } from './draw';
import { label } from './label';
import { randomCi } from './random-ci';
import { randomFleets } from './random-fleets';
import { randomGateways } from './random-gateways';
import { randomNetwork } from './random-network';
import { randomQuotas } from './random-quotas';
import { randomRegistry } from './random-registry';
import { randomTeams } from './random-teams';
import { randomTrainingClusters } from './random-training';
import { tags } from './tags';

/** The account of every random environment: that of the stub. */
export const RANDOM_ACCOUNT = '123456789012';

type Part<K extends keyof EnvironmentInput> = NonNullable<EnvironmentInput[K]>;

/** Any environment in a region. Environments with different serials have different names. */
export function randomEnvironment(region: string, serial: number): fc.Arbitrary<EnvironmentInput> {
  return drawn((draw) => {
    const zones = draw.one(...ZONES).map((letter) => `${region}${letter}`);
    const place = { account: RANDOM_ACCOUNT, region, zones };
    const bounds = draw.chance(0.85) ? iam(draw, region) : undefined;
    return {
      name: label(draw, 'environment', serial),
      ...place,
      backend: backend(draw, region),
      fleets: randomFleets(draw, zones),
      ...(bounds && { iam: bounds }),
      ...draw.some<EnvironmentInput>(
        {
          protect: () => draw.chance(0.5),
          tags: () => tags(draw),
          alarmTopicArns: () => draw.list(1, 2, (i) => arn(place, 'sns', `on-call-${i}`)),
          logs: () => ({
            ...draw.some(
              { retentionDays: () => draw.one(1, 14, 90), auditRetentionDays: () => draw.one(30, 3653) },
              0.7,
            ),
            ...archive(serial),
          }),
          accountSettings: () => accountSettings(draw, bounds),
          teams: () => randomTeams(draw),
          network: () => randomNetwork(draw, place),
          registry: () => randomRegistry(draw, place),
          cluster: () => draw.some({ containerInsights: () => draw.one('enhanced', 'enabled', 'disabled') }, 0.7),
        },
        0.8,
      ),
      ...(draw.chance(0.95) && { quotas: randomQuotas(draw) }),
      ...(draw.chance(0.95) && { gateways: randomGateways(draw, place) }),
      ...(draw.chance(0.8) && { trainingClusters: randomTrainingClusters(draw, place) }),
      ...(draw.chance(0.6) && { alarmEmails: draw.list(1, 2, (i) => `on-call-${i}@example.com`) }),
    };
  });
}

const ZONES = [['a'], ['a', 'b'], ['b', 'a'], ['a', 'b', 'c'], ['c', 'd'], ['a', 'b', 'c', 'd', 'e', 'f']] as const;

/** Two of three environments have one, and every other of them says for how long. Not drawn, so that what is drawn after it stays what it was. */
function archive(serial: number): Pick<Part<'logs'>, 'archive'> {
  if (serial % 3 === 0) return {};
  return { archive: serial % 2 === 0 ? {} : { expireDays: 1 + ((90 * serial) % 3653) } };
}

function iam(draw: Draw, region: string): Part<'iam'> {
  const policy = `arn:${partitionOf(region)}:iam::${RANDOM_ACCOUNT}:policy/`;
  return draw.some<Part<'iam'>>(
    {
      permissionsBoundaryArn: () => `${policy}${draw.one('bounds', 'teams/ml/bounds')}`,
      path: () => draw.one('/', '/ml/', '/teams/ml-platform/eu/', '/ml-2/'),
      tags: () => tags(draw),
    },
    0.7,
  );
}

function backend(draw: Draw, region: string): EnvironmentInput['backend'] {
  if (draw.chance(0.45)) return { kind: 'local', ...draw.some({ directory: () => draw.one('.', 'states') }) };
  return {
    kind: 's3',
    bucket: `state-${draw.of(fc.stringMatching(/^[a-z0-9]{1,50}$/))}`,
    ...draw.some({
      region: () => draw.one(region, 'us-east-1'),
      prefix: () => draw.one('ml', 'teams/ml'),
      kmsKeyArn: () => arn({ account: RANDOM_ACCOUNT, region }, 'kms', 'key/11111111-2222-4333-8444-555555555555'),
    }),
  };
}

function accountSettings(draw: Draw, bounds: EnvironmentInput['iam']): Part<'accountSettings'> {
  return draw.some<Part<'accountSettings'>>(
    {
      bootstrap: () => draw.chance(0.5),
      ci: () => randomCi(draw, bounds),
      serviceLinkedRoles: () => draw.subset(['autoscaling', 'batch', 'ecs', 'elasticloadbalancing', 'spot'] as const),
      identityProviders: () =>
        draw.list(0, 3, (i) => ({
          url: `https://issuer-${i}.example.com${draw.one('', '/', '/realms/ml')}`,
          ...draw.some({ audiences: () => draw.list(1, 3, (n) => draw.one('sts.amazonaws.com', `client-${n}`)) }, 0.6),
        })),
    },
    0.7,
  );
}
