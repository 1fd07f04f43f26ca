import type { Constraint } from '../../../src/spec/placement';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { AMD64 } from '../../support/builders/test-environment';

const fleet = (instanceTypes: string[], overrides: object = {}) => ({
  fleets: { general: { instanceTypes, amiRelease: AMD64, maxHosts: 20, ...overrides } },
});
const placed = (constraint: Constraint, replicas = 2) => ({
  environment: fleet(['m6i.2xlarge', 'm5.2xlarge']),
  service: { replicas, placement: { constraints: [constraint] } },
});
const FIELD = 'placement.constraints.0';

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a host for each replica where a rollout needs one more than there may be',
    code: 'TooFewHosts',
    field: FIELD,
    refused: placed({ unique: 'host' }, 20),
    legal: placed({ unique: 'host' }, 19),
    says: `${FIELD} wants a host for each replica, but fleet 'general' has 20 at most, and 20 replicas and 1 more during a rollout are wanted; use 19 replicas or fewer, or set maxHosts of fleet 'general' to 21 or more`,
  },
  {
    what: 'a host for each replica, where a rollout may not stop one first',
    code: 'TooFewHosts',
    field: FIELD,
    refused: placed({ maxPer: 'host', count: 1 }, 20),
    legal: {
      ...placed({ maxPer: 'host', count: 1 }, 20),
      service: {
        replicas: 20,
        placement: { constraints: [{ maxPer: 'host', count: 1 }] },
        rollout: { minimumHealthyPercent: 90, maximumPercent: 100 },
      },
    },
  },
  {
    what: 'more replicas than one for each zone',
    code: 'TooFewZones',
    field: FIELD,
    refused: placed({ unique: 'zone' }, 3),
    legal: placed({ unique: 'zone' }, 2),
    says: `${FIELD} wants at most 1 replica in a zone, but fleet 'general' has 2 zones for 3 replicas; use 2 replicas or fewer, or a limit of 2`,
  },
  {
    what: 'more replicas than a limit for each zone lets in',
    code: 'TooFewZones',
    field: FIELD,
    refused: placed({ maxPer: 'zone', count: 3 }, 7),
    legal: placed({ maxPer: 'zone', count: 3 }, 6),
  },
  {
    what: 'more groups than there are zones',
    code: 'TooFewValues',
    field: FIELD,
    refused: placed({ groupBy: 'zone', values: 3 }),
    legal: placed({ groupBy: 'zone', values: 2 }),
    says: `${FIELD} wants 3 values or more of 'zone', but fleet 'general' has 2 (us-east-1a, us-east-1b); use 2 or fewer, or another fleet`,
  },
  {
    what: 'a limit on a host other than one, where it has room for more',
    code: 'NoSuchLimit',
    field: FIELD,
    refused: placed({ maxPer: 'host', count: 2 }, 8),
    legal: { service: { ...placed({ maxPer: 'host', count: 2 }, 8).service, cpus: 3 } },
    says: `${FIELD} wants at most 2 replicas on a host, but a host of fleet 'general' has room for 6, and ECS keeps to no limit but 1; use 1, or 6 or more, or ask for so much that no host holds more than 2`,
  },
  {
    what: 'replicas of which each has another type',
    code: 'NoSuchLimit',
    field: FIELD,
    refused: placed({ unique: 'instance-type' }),
    legal: placed({ groupBy: 'instance-type' }),
    says: `${FIELD} wants at most 1 replica with the same instance-type, but ECS has no limit on the replicas that share an attribute, and there may be 3 at once; remove it, or spread them with { groupBy: 'instance-type' }`,
  },
  {
    what: 'a zone that is only one of those of the fleet',
    code: 'NotEveryHost',
    field: FIELD,
    refused: placed({ is: 'zone', value: 'us-east-1a' }),
    legal: {
      ...placed({ is: 'zone', value: 'us-east-1a' }),
      environment: fleet(['m6i.2xlarge'], { zones: ['us-east-1a'] }),
    },
    says: `${FIELD} wants zone to be 'us-east-1a', but hosts of fleet 'general' may have us-east-1b, and a memberOf constraint could keep ECS from ever adding one that fits; choose a fleet whose zones all satisfy it`,
  },
  {
    what: 'types of which only some match: the whole of each must',
    code: 'NotEveryHost',
    field: FIELD,
    refused: placed({ like: 'instance-type', pattern: 'm6i' }),
    legal: placed({ like: 'instance-type', pattern: 'm6?[5i]?\\.2xlarge' }),
  },
  {
    what: 'a type that the fleet has',
    code: 'NotEveryHost',
    field: FIELD,
    refused: placed({ unlike: 'instance-type', pattern: 'm5\\..*' }),
    legal: placed({ unlike: 'instance-type', pattern: 't[23]g?\\..*' }),
  },
  {
    what: 'one zone for all, which ECS would have to choose',
    code: 'NotEveryHost',
    field: FIELD,
    refused: placed({ cluster: 'zone' }),
    legal: { ...placed({ cluster: 'zone' }), environment: fleet(['m6i.2xlarge'], { zones: ['us-east-1b'] }) },
  },
  {
    what: 'a processor of another kind',
    code: 'NotEveryHost',
    field: FIELD,
    refused: placed({ is: 'architecture', value: 'arm64' }),
    legal: placed({ is: 'architecture', value: 'x86_64' }),
  },
  {
    what: 'a host by its name',
    code: 'UnknownHosts',
    field: FIELD,
    refused: placed({ cluster: 'host', value: 'i-0123456789abcdef0' }),
    legal: placed({ cluster: 'fleet', value: 'general' }),
  },
  {
    what: 'an image, which hosts have once they are there',
    code: 'UnknownHosts',
    field: FIELD,
    refused: placed({ like: 'ami', pattern: 'ami-.*' }),
    legal: placed({ groupBy: 'ami' }),
  },
  {
    what: "a pattern that only Java's reader understands",
    code: 'InvalidPattern',
    field: FIELD,
    refused: placed({ like: 'instance-type', pattern: '\\Qm6i.2xlarge\\E' }),
    legal: placed({ like: 'instance-type', pattern: '(m6i|m5)\\.2xlarge' }),
  },
];

describe('a constraint on hosts', () => describeRefusals(judgeService, refusals));
