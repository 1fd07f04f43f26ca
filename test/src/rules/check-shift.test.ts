import { checkService } from '../../../src/rules/check-service';
import { checkShared } from '../../../src/rules/check-shared';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testServiceSpec } from '../../support/builders/test-service';

const header = { name: 'x-next', value: '1' };
const LISTENER = [{ gateway: 'edge', port: 'tcp', listenPort: 9000 }];
const edge = { gateways: { edge: { kind: 'network' as const } } };
const twenty = { fleets: { general: { instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 20 } } };
const tcp = { tcp: { number: 9000, protocol: 'tcp' as const } };

const shifts: Refusal<ServiceCase>[] = [
  {
    what: 'a canary that is everybody',
    code: 'NotGradual',
    field: 'rollout.percent',
    refused: { service: { rollout: { strategy: 'canary', percent: 100 } } },
    legal: { service: { rollout: { strategy: 'canary', percent: 99.9 } } },
    says: "rollout.percent is 100, which moves all requests at once; use less than 100, or strategy 'blue-green'",
  },
  {
    what: 'one step for all requests',
    code: 'NotGradual',
    field: 'rollout.stepPercent',
    refused: { service: { rollout: { strategy: 'linear', stepPercent: 100 } } },
    legal: { service: { rollout: { strategy: 'linear', stepPercent: 50 } } },
  },
  {
    what: 'more waiting than a deployment may take',
    code: 'RolloutTooLong',
    field: 'rollout.stepBakeMinutes',
    refused: { service: { rollout: { strategy: 'linear', stepPercent: 3, stepBakeMinutes: 1310 } } },
    legal: { service: { rollout: { strategy: 'linear', stepPercent: 3, stepBakeMinutes: 1308 } } },
    says: 'rollout.stepBakeMinutes is 1310: 33 waits and a bake of 10 are 43240 minutes, and ECS gives a deployment 43200; use 1308 or less, or larger steps',
  },
  {
    what: 'a canary that gets no requests',
    code: 'NothingToShift',
    field: 'rollout.strategy',
    refused: { service: { ports: {}, rollout: { strategy: 'canary' } } },
    legal: { service: { ports: {}, rollout: { strategy: 'blue-green' } } },
  },
  {
    what: 'a test header where nothing reads headers',
    code: 'TestHeaderUnread',
    field: 'rollout.testHeader',
    refused: {
      environment: edge,
      service: { ports: tcp, listeners: LISTENER, rollout: { strategy: 'blue-green', testHeader: header } },
    },
    legal: { environment: edge, service: { ports: tcp, listeners: LISTENER, rollout: { strategy: 'blue-green' } } },
  },
  {
    what: 'a test header that the route asks of everybody',
    code: 'TestHeaderTaken',
    field: 'rollout.testHeader.name',
    refused: {
      service: {
        routes: [{ path: '/v1/*', headers: { 'X-Next': ['2'] } }],
        rollout: { strategy: 'canary', testHeader: header },
      },
    },
    legal: {
      service: {
        routes: [{ path: '/v1/*', headers: { 'X-Model': ['2'] } }],
        rollout: { strategy: 'canary', testHeader: header },
      },
    },
    says: "rollout.testHeader.name is 'x-next', which routes.0 asks for itself; use another header",
  },
  {
    what: 'a test header with a wildcard, which the mesh does not know',
    code: 'InvalidHeader',
    field: 'rollout.testHeader.value',
    refused: { service: { rollout: { strategy: 'canary', testHeader: { name: 'x-next', value: '1*' } } } },
    legal: { service: { rollout: { strategy: 'canary', testHeader: { name: 'x-next', value: '1' } } } },
  },
  {
    what: 'a test header that is no header',
    code: 'InvalidHeader',
    field: 'rollout.testHeader',
    refused: { service: { rollout: { strategy: 'canary', testHeader: { name: 'x next', value: '1' } } } },
    legal: { service: { rollout: { strategy: 'canary', testHeader: { name: 'x-next', value: '1' } } } },
  },
  {
    what: 'two whole sets on a fleet with room for one and a half',
    code: 'FleetTooSmall',
    field: 'fleet',
    // 20 hosts of 8 cores less the proxy hold one each.
    refused: { environment: twenty, service: { cpus: 7, replicas: 11, rollout: { strategy: 'blue-green' } } },
    legal: { environment: twenty, service: { cpus: 7, replicas: 10, rollout: { strategy: 'blue-green' } } },
    says:
      "fleet is 'general', whose 20 hosts hold 20 of this task even if all are m6i.2xlarge (1 on each), but 11 replicas and 11 more during a rollout are wanted; " +
      "use 9 replicas or fewer, set maxHosts of fleet 'general' to 22 or more, or ask for less for each replica",
  },
  {
    what: 'more routes with two groups each than a service may have load balancers',
    code: 'TooManyTargets',
    field: 'routes',
    refused: {
      service: {
        rollout: { strategy: 'canary' },
        routes: ['/a', '/b', '/c', '/d', '/e', '/f'].map((path) => ({ path })),
      },
    },
    legal: { service: { routes: ['/a', '/b', '/c', '/d', '/e', '/f'].map((path) => ({ path })) } },
  },
];

describeRefusals(judgeService, shifts);

/** What services of one app take from each other. */
const contract = testContract();
const judgeShared = (services: Record<string, ServiceCase['service']>) => {
  const specs = Object.entries(services).map(
    ([name, service]) => [`services.${name}`, testServiceSpec(service)] as const,
  );
  for (const [, spec] of specs)
    expect(checkService(spec, { contract, app: 'main', system: 'ads', name: 'any' })).toEqual([]);
  return checkShared(specs, contract, 'main');
};
const canary = { strategy: 'canary' as const, testHeader: header };

describeRefusals(judgeShared, [
  {
    what: 'a test rule that has no number left before its route',
    code: 'PriorityOutOfRange',
    field: 'services.bidder.routes.0',
    refused: { bidder: { rollout: canary, routes: [{ path: '/v1/*', priority: 1000 }] } },
    legal: { bidder: { rollout: canary, routes: [{ path: '/v1/*', priority: 1001 }] } },
    says: 'services.bidder.routes.0 has a test rule that is 999, and this app has the priorities 1000 to 39999; write a free `priority` on the route: its test rule takes the number before it',
  },
  {
    what: 'a test rule whose number another route has',
    code: 'PriorityCollision',
    field: 'services.bidder.routes.0',
    refused: {
      bidder: { rollout: canary, routes: [{ path: '/v1/*', priority: 2001 }] },
      ranker: { routes: [{ path: '/v2/*', priority: 2000 }] },
    },
    legal: {
      bidder: { rollout: canary, routes: [{ path: '/v1/*', priority: 2002 }] },
      ranker: { routes: [{ path: '/v2/*', priority: 2000 }] },
    },
  },
  {
    what: 'a test rule with more values than a rule takes',
    code: 'RouteTooManyValues',
    field: 'services.bidder.routes.0',
    refused: { bidder: { rollout: canary, routes: [{ path: '/v1/*', headers: { 'x-model': ['1', '2', '3', '4'] } }] } },
    legal: { bidder: { rollout: canary, routes: [{ path: '/v1/*', headers: { 'x-model': ['1', '2', '3'] } }] } },
  },
]);
