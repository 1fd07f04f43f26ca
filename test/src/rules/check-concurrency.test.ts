import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const image = `public.ecr.aws/aws-elb/target-optimizer/target-control-agent@sha256:${'0'.repeat(64)}`;
const ports: ServiceInput['ports'] = { http: { number: 8080 }, admin: { number: 9090 } };
const limited = (service: Partial<ServiceInput>): ServiceCase => ({
  service: { maxConcurrencyPerReplica: { image }, ...service },
});
const one = { routes: [{ path: '/*' }] };
const FIELD = 'maxConcurrencyPerReplica';

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a limit on requests that nobody sends',
    code: 'ConcurrencyWithoutRoute',
    field: FIELD,
    refused: limited({}),
    legal: limited(one),
  },
  {
    what: 'a limit over two ports',
    code: 'ConcurrencyOverTargets',
    field: FIELD,
    refused: limited({
      ports,
      routes: [
        { port: 'http', path: '/a' },
        { port: 'admin', path: '/b' },
      ],
    }),
    legal: limited({
      ports,
      routes: [
        { port: 'http', path: '/a' },
        { port: 'http', path: '/b' },
      ],
    }),
    says: `${FIELD} is counted for one port behind one gateway, but routes lead to 2: public admin, public http; let all routes lead to one port through one gateway`,
  },
  {
    what: 'a limit over two routes, of which each has groups of its own',
    code: 'ConcurrencyOverTargets',
    field: FIELD,
    refused: limited({ routes: [{ path: '/a' }, { path: '/b' }], rollout: { strategy: 'blue-green' } }),
    legal: limited({ routes: [{ path: '/a' }], rollout: { strategy: 'blue-green' } }),
  },
  {
    what: 'callers who come past what counts',
    code: 'ConcurrencyBypassed',
    field: FIELD,
    refused: limited({ ...one, allow: ['other/frontend'] }),
    legal: limited({
      ...one,
      allow: ['other/frontend'],
      acknowledge: { ConcurrencyBypassed: 'the frontend asks for health only' },
    }),
    says: `${FIELD} counts what comes by routes alone, and callers in \`allow\` lead past it; let them use a route; or say why it is fine in acknowledge['ConcurrencyBypassed']`,
  },
  {
    what: 'connections that come past it',
    code: 'ConcurrencyBypassed',
    field: FIELD,
    refused: limited({ ...one, listeners: [{ listenPort: 9000 }] }),
    legal: limited(one),
  },
  {
    what: 'an agent that may be another one tomorrow',
    code: 'UnpinnedImage',
    field: `${FIELD}.image`,
    refused: limited({ ...one, maxConcurrencyPerReplica: { image: 'mirror/target-control-agent:latest' } }),
    legal: limited({ ...one, maxConcurrencyPerReplica: { image: 'mirror/target-control-agent:1' } }),
  },
  {
    what: 'a sidecar with the name of the agent',
    code: 'DuplicateContainer',
    field: 'concurrency-agent',
    refused: limited({ ...one, sidecars: { 'concurrency-agent': { image, cpus: 0.1, memoryMiB: 128 } } }),
    legal: limited({ ...one, sidecars: { agent: { image, cpus: 0.1, memoryMiB: 128 } } }),
    says: 'concurrency-agent is the name of the agent that counts requests; rename one',
  },
  {
    what: 'cores that the smallest host does not have beside the agent',
    code: 'TaskExceedsCpu',
    field: 'cpus',
    // 8 vCPU less the mesh's proxy of a quarter, less 102 units for the agent.
    refused: limited({ ...one, cpus: 7.651 }),
    legal: limited({ ...one, cpus: 7.65 }),
  },
];

describe('a limit on the requests of a replica', () => describeRefusals(judgeService, refusals));
