import type { Problem } from '../../../src/errors';
import { checkSystem } from '../../../src/rules/check-system';
import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testSystemSpec } from '../../support/builders/test-system';

type Services = Readonly<Record<string, Partial<ServiceInput>>>;

const NEIGHBOURS = testSystemSpec({ pinacle: {}, ranker: {}, open: { allow: ['ads/bidder'] } }, 'recs').services;

function judge(services: Services): Problem[] {
  const neighbours = Object.fromEntries(Object.entries(NEIGHBOURS).map(([name, spec]) => [`recs/${name}`, spec]));
  return checkSystem(
    testSystemSpec(services),
    testContract({ gateways, network: { endpoints: ['sqs'] } }),
    'main',
    neighbours,
  );
}

const domain = { zoneId: 'Z0123456789EXAMPLE', name: 'ml.example.com' };
const gateways = {
  public: { kind: 'application', domain },
  tls: { kind: 'network', domain },
} as const;
const host = (name: string) => ({ routes: [{ host: `${name}.ml.example.com` }] });

const JOBS = {
  kind: 'queue' as const,
  queue: 'arn:aws:sqs:us-east-1:123456789012:jobs',
  actions: ['publish' as const],
};

const edges: Refusal<Services>[] = [
  {
    what: 'a caller that does not exist',
    code: 'UnknownService',
    field: 'services.model.allow.0',
    refused: { model: { allow: ['biddr'] }, bidder: {} },
    legal: { model: { allow: ['bidder'] }, bidder: {} },
    says: "services.model.allow.0 is 'biddr', which is not a service; did you mean 'bidder'?",
  },
  {
    what: 'a caller whose name every object of JavaScript has',
    code: 'UnknownService',
    field: 'services.model.allow.0',
    refused: { model: { allow: ['constructor'] } },
    legal: { model: { allow: [] } },
    says: "services.model.allow.0 is 'constructor', which is not a service; use one of 'model', 'recs/pinacle', 'recs/ranker', 'recs/open'",
  },
  {
    what: 'a caller of another system that does not exist',
    code: 'UnknownService',
    field: 'services.model.allow.0',
    refused: { model: { allow: ['recs/rankr'] } },
    legal: { model: { allow: ['recs/ranker'] } },
    says: "services.model.allow.0 is 'recs/rankr', which is not a service; did you mean 'recs/ranker'?",
  },
  {
    what: 'a caller with more parts than a system and a service',
    code: 'UnknownService',
    field: 'services.model.allow.0',
    refused: { model: { allow: ['recs/ranker/http'] } },
    legal: { model: { allow: [{ service: 'recs/ranker', ports: ['http'] }] } },
  },
  {
    what: 'a service that calls itself',
    code: 'SelfEdge',
    field: 'services.model.allow.0',
    refused: { model: { allow: ['ads/model'] } },
    legal: { model: {} },
    says: "services.model.allow.0 is 'model' itself; remove it: a process reaches itself on localhost",
  },
  {
    what: 'an edge to a port that does not exist',
    code: 'UnknownPort',
    field: 'services.model.allow.0.ports',
    refused: { model: { allow: [{ service: 'bidder', ports: ['grcp'] }] }, bidder: {} },
    legal: { model: { allow: [{ service: 'bidder', ports: ['http'] }] }, bidder: {} },
  },
  {
    what: 'an edge to a service without ports',
    code: 'NoPorts',
    field: 'services.model.allow',
    refused: { model: { ports: {}, allow: ['bidder'] }, bidder: {} },
    legal: { model: { allow: ['bidder'] }, bidder: {} },
    says: "services.model.allow lets others in, but 'model' has no ports; give it one in `ports`",
  },
  {
    what: 'a client group for a port that does not exist',
    code: 'NoPorts',
    field: 'services.model.clientGroup',
    refused: { model: { ports: {}, clientGroup: 'on' } },
    legal: { model: { clientGroup: 'on' } },
  },
];

const WITH_ADMIN = { ports: { http: { number: 8080 }, admin: { number: 9090 } }, allow: ['bidder'] };

const addresses: Refusal<Services>[] = [
  {
    what: 'a port and a service that a caller would know by one name',
    code: 'DuplicateAddress',
    field: 'services.bidder',
    refused: { model: WITH_ADMIN, 'model-admin': { allow: ['bidder'] }, bidder: {} },
    legal: {
      model: { ...WITH_ADMIN, allow: [{ service: 'bidder', ports: ['http'] }] },
      'model-admin': { allow: ['bidder'] },
      bidder: {},
    },
    says: 'services.bidder would be told of both http://model.ads:9090 and http://model-admin.ads:8080 in MODEL_ADMIN_URL; rename a port or a service, or let it call only one of the two',
  },
  {
    what: 'a service and a queue that one variable would tell of',
    code: 'DuplicateAddress',
    field: 'services.bidder',
    refused: { 'jobs-queue': { allow: ['bidder'] }, bidder: { access: [JOBS] } },
    legal: { 'jobs-queues': { allow: ['bidder'] }, bidder: { access: [JOBS] } },
    says: 'services.bidder would be told of both http://jobs-queue.ads:8080 and queue arn:aws:sqs:us-east-1:123456789012:jobs in JOBS_QUEUE_URL; rename the service or the queue',
  },
  {
    what: 'a service and one of another system that a caller would know by one name',
    code: 'DuplicateAddress',
    field: 'services.bidder',
    refused: { 'recs-open': { allow: ['bidder'] }, bidder: {} },
    legal: { 'recs-closed': { allow: ['bidder'] }, bidder: {} },
  },
];

const shared: Refusal<Services>[] = [
  {
    what: 'one port of a network gateway for two services',
    code: 'ListenPortTaken',
    field: 'services.b.listeners.0.listenPort',
    refused: { a: { listeners: [{ listenPort: 9000 }] }, b: { listeners: [{ listenPort: 9000 }] } },
    legal: { a: { listeners: [{ listenPort: 9000 }] }, b: { listeners: [{ listenPort: 9001 }] } },
  },
  {
    what: 'one port of a network gateway twice for one service',
    code: 'ListenPortTaken',
    field: 'services.a.listeners.1.listenPort',
    refused: { a: { listeners: [{ listenPort: 9000 }, { listenPort: 9000 }] } },
    legal: { a: { listeners: [{ listenPort: 9000 }, { listenPort: 9001 }] } },
  },
  {
    what: 'one route for two services',
    code: 'EqualRoutes',
    field: 'services.b.routes.0',
    refused: { a: host('bid'), b: host('BID') },
    legal: { a: host('bid'), b: host('ask') },
    says: 'services.b.routes.0 takes the same requests as services.a.routes.0; change its host or path, or delete one',
  },
  {
    what: 'one route twice for one service',
    code: 'EqualRoutes',
    field: 'services.a.routes.1',
    refused: { a: { routes: [{ path: '/v1/*' }, { path: '/v1/*' }] } },
    legal: { a: { routes: [{ path: '/v1/*' }, { path: '/v2/*' }] } },
  },
  {
    what: 'one host for two gateways',
    code: 'HostTaken',
    field: 'services.b.listeners.0.host',
    refused: { a: host('bid'), b: { listeners: [{ gateway: 'tls', listenPort: 9000, host: 'bid.ml.example.com' }] } },
    legal: { a: host('bid'), b: { listeners: [{ gateway: 'tls', listenPort: 9000, host: 'raw.ml.example.com' }] } },
  },
  {
    what: 'one priority for two routes',
    code: 'PriorityCollision',
    field: 'services.b.routes.0',
    refused: { a: { routes: [{ path: '/a', priority: 1000 }] }, b: { routes: [{ path: '/b', priority: 1000 }] } },
    legal: { a: { routes: [{ path: '/a', priority: 1000 }] }, b: { routes: [{ path: '/b', priority: 1001 }] } },
  },
  {
    what: "a priority outside of the app's range",
    code: 'PriorityOutOfRange',
    field: 'services.a.routes.0.priority',
    refused: { a: { routes: [{ path: '/a', priority: 999 }] } },
    legal: { a: { routes: [{ path: '/a', priority: 1000 }] } },
  },
  {
    what: 'a route for everything',
    code: 'RouteTooBroad',
    field: 'services.a.routes.0',
    refused: { a: { routes: [{}] } },
    legal: { a: { routes: [{ path: '/*' }] } },
  },
];

describe('an edge', () => describeRefusals(judge, edges));
describe('an address', () => describeRefusals(judge, addresses));
describe('what services share', () => describeRefusals(judge, shared));
describe('a service of a system', () => {
  it('is told of at its place in the system', () => {
    expect(judge({ model: { user: '0' } }).map((p) => [p.field, p.code])).toEqual([
      ['services.model.user', 'RootUser'],
    ]);
  });
});
