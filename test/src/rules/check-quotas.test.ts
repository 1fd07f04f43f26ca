import fc from 'fast-check';
import { QUOTAS, type QuotaName } from '../../../src/catalog/quotas';
import { renderProblem, SpecError } from '../../../src/errors';
import { platformUsage } from '../../../src/quotas/platform-usage';
import { type Usage, usageOf } from '../../../src/quotas/usage';
import { checkQuotaValues, checkUsage, warnUsage } from '../../../src/rules/check-quotas';
import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { GatewayInput } from '../../../src/spec/gateway';
import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testEnvironment } from '../../support/builders/test-environment';
import { testSystem } from '../../support/builders/test-system';

describe('what an environment says of its quotas', () => {
  const rows: Refusal<Record<string, number>>[] = [
    {
      what: 'a quota that AWS does not have',
      code: 'UnknownQuota',
      field: 'quotas.rulesPerSecurityGroups',
      refused: { rulesPerSecurityGroups: 100 },
      legal: { rulesPerSecurityGroup: 100 },
      says: "quotas.rulesPerSecurityGroups is not a quota; did you mean 'rulesPerSecurityGroup'?",
    },
    {
      what: 'more of what AWS gives nobody more of',
      code: 'FixedQuota',
      field: 'quotas.targetGroupsPerApplicationLoadBalancer',
      refused: { targetGroupsPerApplicationLoadBalancer: 200 },
      legal: { targetGroupsPerRegion: 4000 },
      says: 'quotas.targetGroupsPerApplicationLoadBalancer is 200, and AWS gives everybody 100; leave it out; or add a gateway and name it in some of the routes or listeners',
    },
    {
      what: 'more than AWS gives anybody',
      code: 'QuotaTooHigh',
      field: 'quotas.rulesPerSecurityGroup',
      refused: { rulesPerSecurityGroup: 201 },
      legal: { rulesPerSecurityGroup: 200 },
      says: 'quotas.rulesPerSecurityGroup is 201, and AWS gives nobody more than 200; use what Service Quotas shows, 200 at most',
    },
  ];
  describeRefusals(checkQuotaValues, rows);

  it('is asked for with the environment', () => {
    expect(() => resolveEnvironment(testEnvironment({ quotas: { clusters: 1 } }))).toThrow('UnknownQuota');
  });
});

interface Platform {
  readonly environment?: Partial<EnvironmentInput>;
  readonly services?: Readonly<Record<string, Partial<ServiceInput>>>;
}

/** What is refused of a whole platform, in its environment first. */
function judge({ environment: said, services }: Platform) {
  try {
    const environment = resolveEnvironment(testEnvironment(said));
    resolveAll([testSystem(services)], environment);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

const plain = (why = 'inside the network only'): GatewayInput => ({ kind: 'application', plainHttp: { why } });
const many = (count: number, service: (i: number) => Partial<ServiceInput>) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`s-${i}`, service(i)]));
/** So many services with a route each, over these gateways in turn. */
const routed = (count: number, ...gateways: string[]) =>
  many(count, (i) => ({
    routes: [{ gateway: gateways[i % gateways.length] as string, path: `/s-${i}/*`, priority: 1000 + i }],
  }));
const callers = (count: number) => Object.keys(many(count, () => ({})));
const hub = (count: number, more: Partial<ServiceInput> = {}) => ({
  ...many(count, () => ({ ports: {} })),
  hub: { allow: callers(count), ...more },
});
const ROOMY = { rulesPerSecurityGroup: 200, rulesPerApplicationLoadBalancer: 200 };

describe('what AWS would refuse to make', () => {
  const rows: Refusal<Platform>[] = [
    {
      what: 'more rules than a load balancer has',
      code: 'QuotaExceeded',
      field: 'quotas.rulesPerApplicationLoadBalancer',
      refused: {
        environment: { gateways: { web: plain() } },
        services: {
          api: { routes: Array.from({ length: 101 }, (_, i) => ({ path: `/v${i}/*`, priority: 1000 + i })) },
        },
      },
      legal: {
        environment: { gateways: { web: plain() } },
        services: {
          api: { routes: Array.from({ length: 100 }, (_, i) => ({ path: `/v${i}/*`, priority: 1000 + i })) },
        },
      },
      says: "quotas.rulesPerApplicationLoadBalancer is 100, and gateway 'web' needs 101: 101 for ads.services.api; raise 'Rules per Application Load Balancer' L-7EED9B64 in Service Quotas, and say so in quotas.rulesPerApplicationLoadBalancer; or add a gateway and name it in some of the routes or listeners",
    },
    {
      what: 'more target groups than a load balancer has, however much its account has been given',
      code: 'QuotaExceeded',
      field: 'quotas.targetGroupsPerApplicationLoadBalancer',
      refused: { environment: { gateways: { web: plain() }, quotas: ROOMY }, services: routed(101, 'web') },
      legal: { environment: { gateways: { web: plain() }, quotas: ROOMY }, services: routed(100, 'web') },
      says: "quotas.targetGroupsPerApplicationLoadBalancer is 100, and gateway 'web' needs 101: 1 for ads.services.s-0, 1 for ads.services.s-1, 1 for ads.services.s-10 and 98 for others; add a gateway and name it in some of the routes or listeners",
    },
    {
      what: 'more services than the group of a gateway has rules for, where a second gateway takes half of them',
      code: 'QuotaExceeded',
      field: 'quotas.rulesPerSecurityGroup',
      refused: { environment: { gateways: { web: plain(), more: plain() } }, services: routed(61, 'web') },
      legal: { environment: { gateways: { web: plain(), more: plain() } }, services: routed(120, 'web', 'more') },
    },
    {
      what: 'more callers than the group of a service has rules for',
      code: 'QuotaExceeded',
      field: 'quotas.rulesPerSecurityGroup',
      refused: { services: hub(61) },
      legal: { services: hub(61, { clientGroup: 'on' }) },
      says: "quotas.rulesPerSecurityGroup is 60, and the security group of ads/hub (inbound) needs 61: 1 for ads.services.s-0, 1 for ads.services.s-1, 1 for ads.services.s-10 and 58 for others; raise 'Inbound or outbound rules per security group' L-0EA8095F in Service Quotas, 200 at most, and say so in quotas.rulesPerSecurityGroup; or say clientGroup 'on' in what is called by many, and spread what one gateway leads to over several",
    },
    {
      what: 'more callers while they move to a client group than there are rules for both',
      code: 'QuotaExceeded',
      field: 'quotas.rulesPerSecurityGroup',
      refused: { services: hub(60, { clientGroup: 'joining' }) },
      legal: { services: hub(59, { clientGroup: 'joining' }) },
    },
    {
      what: 'more callers than rules, of some of the ports, who are in no client group',
      code: 'QuotaExceeded',
      field: 'quotas.rulesPerSecurityGroup',
      refused: {
        services: hub(60, {
          ports: { http: { number: 8080 }, grpc: { number: 9000 } },
          clientGroup: 'on',
          allow: callers(60).map((service) => ({ service, ports: ['http'] })),
        }),
      },
      legal: {
        services: hub(60, { ports: { http: { number: 8080 }, grpc: { number: 9000 } }, clientGroup: 'on' }),
      },
    },
    {
      what: 'a service that carries more client groups than an interface has',
      code: 'QuotaExceeded',
      field: 'quotas.securityGroupsPerTask',
      refused: { services: { caller: {}, ...many(5, () => ({ clientGroup: 'on', allow: ['caller'] })) } },
      legal: {
        services: {
          caller: {},
          ...many(5, (i) => ({ clientGroup: i === 0 ? ('leaving' as const) : ('on' as const), allow: ['caller'] })),
        },
      },
    },
    {
      what: 'variables that a task definition has no room for',
      code: 'QuotaExceeded',
      field: 'quotas.taskDefinitionBytes',
      refused: { services: { api: { environment: { PROMPT: 'x'.repeat(65_000) } } } },
      legal: { services: { api: { environment: { PROMPT: 'x'.repeat(64_000) } } } },
    },
    {
      what: 'more secrets than the policy of a role has room for, where one secret has many keys',
      code: 'QuotaExceeded',
      field: 'quotas.rolePolicyCharacters',
      refused: { services: { api: { secrets: secrets(150, (i) => ({ secretsManager: `model/secret-${i}` })) } } },
      legal: { services: { api: { secrets: secrets(150, (i) => ({ secretsManager: 'model/all', key: `k-${i}` })) } } },
    },
    {
      what: 'more ports than a network load balancer has listeners',
      code: 'QuotaExceeded',
      field: 'quotas.listenersPerNetworkLoadBalancer',
      refused: { services: many(51, (i) => ({ listeners: [{ gateway: 'edge', listenPort: 9000 + i }] })) },
      legal: { services: many(50, (i) => ({ listeners: [{ gateway: 'edge', listenPort: 9000 + i }] })) },
    },
    {
      what: 'more replicas than a target group has targets, while they are replaced',
      code: 'QuotaExceeded',
      field: 'quotas.targetsPerTargetGroup',
      refused: {
        environment: bigFleet(),
        services: { api: { replicas: { min: 2, max: 501 }, routes: [{ path: '/api/*' }] } },
      },
      // Two target groups, with 1,000 each.
      legal: { environment: bigFleet(), services: { api: twoPorts(500) } },
    },
    {
      what: 'a NAT gateway in each of six zones, where an account has five addresses',
      code: 'QuotaExceeded',
      field: 'quotas.elasticIpsPerRegion',
      refused: { environment: zones(6) },
      legal: { environment: { ...zones(6), quotas: { elasticIpsPerRegion: 6 } } },
      says: "quotas.elasticIpsPerRegion is 5, and the environment needs 6: 6 for network.nat; raise 'EC2-VPC Elastic IPs' L-0263D0A3 in Service Quotas, and say so in quotas.elasticIpsPerRegion; or use network.nat 'single'",
    },
    {
      what: 'more fleets than a cluster has capacity providers',
      code: 'QuotaExceeded',
      field: 'quotas.capacityProvidersPerCluster',
      refused: { environment: fleets(21), services: { api: { fleet: 'f-0' } } },
      legal: { environment: fleets(20), services: { api: { fleet: 'f-0' } } },
    },
  ];
  describeRefusals(judge, rows);
});

function secrets(count: number, secret: (i: number) => object): NonNullable<ServiceInput['secrets']> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`S_${i}`, secret(i)])) as never;
}

/** A service of two ports at one gateway, with a target group for each. */
function twoPorts(max: number): Partial<ServiceInput> {
  return {
    replicas: { min: 2, max },
    ports: { http: { number: 8080 }, admin: { number: 9000 } },
    routes: [
      { port: 'http', path: '/api/*' },
      { port: 'admin', path: '/admin/*' },
    ],
  };
}

function zones(count: number): Partial<EnvironmentInput> {
  return { zones: [...'abcdef'].slice(0, count).map((letter) => `us-east-1${letter}`) };
}

function bigFleet(): Partial<EnvironmentInput> {
  return { fleets: { general: { ...testFleet(), maxHosts: 2000 } } };
}

function fleets(count: number): Partial<EnvironmentInput> {
  return { fleets: Object.fromEntries(Array.from({ length: count }, (_, i) => [`f-${i}`, testFleet()])) };
}

function testFleet() {
  return testEnvironment().fleets.general as EnvironmentInput['fleets'][string];
}

describe('what is near a quota', () => {
  const warned = ({ environment: said, services }: Platform) => {
    const environment = resolveEnvironment(testEnvironment(said));
    return warnUsage(platformUsage(environment, resolveAll([testSystem(services)], environment)));
  };

  it('is warned about above four fifths of it', () => {
    expect(warned({ services: hub(48) })).toEqual([]);
    expect(warned({ services: hub(49) }).map(renderProblem)).toEqual([
      "quotas.rulesPerSecurityGroup is 60, and the security group of ads/hub (inbound) needs 49: 1 for ads.services.s-0, 1 for ads.services.s-1, 1 for ads.services.s-10 and 46 for others; before it needs more, raise 'Inbound or outbound rules per security group' L-0EA8095F in Service Quotas, 200 at most, and say so in quotas.rulesPerSecurityGroup; or say clientGroup 'on' in what is called by many, and spread what one gateway leads to over several [QuotaNear]",
    ]);
  });

  it('is quiet where the account has been given more', () => {
    expect(warned({ environment: { quotas: ROOMY }, services: hub(60) })).toEqual([]);
  });
});

describe('laws of quotas', () => {
  const usage: fc.Arbitrary<Usage> = fc
    .record({ quota: fc.constantFrom(...(Object.keys(QUOTAS) as QuotaName[])), count: fc.nat(20_000) })
    .map(({ quota, count }) => ({ quota, of: 'x', count, limit: QUOTAS[quota].default, causes: [['y', count]] }));

  it('refuse or warn of what is above, never both; and of what is only known from experience, only warn', () => {
    fc.assert(
      fc.property(usage, (one) => {
        const [refused, warned] = [checkUsage([one]).length, warnUsage([one]).length];
        const documented = QUOTAS[one.quota].basis === 'documented';
        expect(refused).toBe(one.count > one.limit && documented ? 1 : 0);
        expect(warned).toBe(one.count > 0.8 * one.limit && refused === 0 ? 1 : 0);
      }),
    );
  });

  it('count each item once, wherever it comes from', () => {
    const item = fc.record({
      quota: fc.constantFrom<QuotaName>('rolesPerAccount', 'rulesPerSecurityGroup'),
      of: fc.constantFrom('a', 'b'),
      by: fc.constantFrom('p', 'q', 'r'),
      count: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const usages = usageOf(items);
        const sum = (list: readonly { count: number }[]) => list.reduce((total, { count }) => total + count, 0);
        expect(sum(usages)).toBe(sum(items));
        for (const { count, causes } of usages) expect(causes.reduce((total, [, n]) => total + n, 0)).toBe(count);
      }),
    );
  });
});
