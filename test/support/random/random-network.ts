import { type Cidr, enclosingCidr, formatCidr } from '../../../src/address/cidr';
import { planSubnets } from '../../../src/address/subnets';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { NetworkInput } from '../../../src/spec/network';
import type { Draw } from './draw';

/** Letters of zones that no random environment has: their shares of a network are free for subnets placed by hand. */
const SPARE_LETTERS = ['g', 'h'] as const;

const ENDPOINTS = [
  'ecr.api',
  'ecr.dkr',
  'dynamodb',
  's3',
  'sqs',
  'secretsmanager',
  'kms',
  'ssmmessages',
  'kinesis-streams',
  'bedrock-runtime',
  'logs',
] as const;

/** Addresses of a network with these zones. Fields that nobody says have the schema's defaults, as in a spec. */
export function randomNetwork(draw: Draw, { region, zones }: Pick<EnvironmentInput, 'region' | 'zones'>): NetworkInput {
  const cidr = draw.chance(0.6) ? randomCidr(draw) : undefined;
  return {
    ...(cidr !== undefined && { cidr }),
    ...draw.some<NetworkInput>(
      {
        subnets: () => placedByHand(draw, cidr ?? '10.0.0.0/16', region, zones),
        avoid: () => draw.list(0, 3, (i) => range(`100.${64 + i}.${draw.int(0, 255)}.0/${draw.int(16, 24)}`)),
        nat: () => draw.one('per-zone', 'single', 'none'),
        endpoints: () => draw.subset(ENDPOINTS, draw.one(0, 7)),
      },
      0.75,
    ),
  };
}

/** A private range of /16 to /22 that is not Docker's. */
function randomCidr(draw: Draw): string {
  const start = draw.one(`10.${draw.int(0, 255)}`, `172.${draw.int(18, 31)}`, '192.168');
  return range(`${start}.${draw.int(0, 255)}.0/${draw.int(16, 22)}`);
}

function range(around: string): string {
  return formatCidr(enclosingCidr(around) as Cidr);
}

function placedByHand(draw: Draw, cidr: string, region: string, zones: readonly string[]) {
  const moved = draw.subset(zones, 1).slice(0, SPARE_LETTERS.length);
  return Object.fromEntries(
    moved.map((zone, i) => {
      const { subnets } = planSubnets({ cidr, zones: [`${region}${SPARE_LETTERS[i]}`] });
      const place = (tier: string) => subnets.find((subnet) => subnet.tier === tier)?.cidr as string;
      const tiers = {
        public: () => place('public'),
        private: () => place('private'),
        isolated: () => place('isolated'),
      };
      return [zone, draw.some(tiers)];
    }),
  );
}
