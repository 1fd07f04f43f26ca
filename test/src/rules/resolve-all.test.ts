import { type Problem, SpecError } from '../../../src/errors';
import { dependenciesOf, resolveAll } from '../../../src/rules/resolve-all';
import type { SystemInput } from '../../../src/spec/system';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { testSystem, testSystemSpec } from '../../support/builders/test-system';

type Systems = readonly SystemInput[];

function judge(systems: Systems): readonly Problem[] {
  try {
    resolveAll(systems, testEnvironmentSpec(), ['test', 'prod']);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

const route = (host: string, path?: string) => ({ bidder: { routes: [{ host, ...(path && { path }) }] } });
const inProd = (environment: string): SystemInput => ({
  ...testSystem(),
  environments: { [environment]: { services: { bidder: { replicas: 6 } } } },
});

const refusals: Refusal<Systems>[] = [
  {
    what: 'one name for two systems',
    code: 'DuplicateSystem',
    field: 'ads',
    refused: [testSystem({ a: {} }), testSystem({ b: {} })],
    legal: [testSystem({ a: {} }), testSystem({ b: {} }, 'recs')],
    says: 'ads names two systems; rename one',
  },
  {
    what: "the name of the environment's own stack",
    code: 'ReservedName',
    field: 'foundation',
    refused: [testSystem({ a: {} }, 'foundation')],
    legal: [testSystem({ a: {} }, 'foundations')],
  },
  {
    what: 'the name of the stack of what another system remembers',
    code: 'ReservedName',
    field: 'ads-data',
    refused: [{ ...testSystem(), queues: { jobs: {} } }, testSystem({ a: {} }, 'ads-data')],
    legal: [testSystem(), testSystem({ a: {} }, 'ads-data')],
    says: "ads-data is the name of the stack that keeps what 'ads' remembers; rename the system",
  },
  {
    what: 'one route in two systems',
    code: 'EqualRoutes',
    field: 'recs.services.bidder.routes.0',
    refused: [
      testSystem({ bidder: { routes: [{ path: '/v1/*' }] } }),
      testSystem({ bidder: { routes: [{ path: '/v1/*' }] } }, 'recs'),
    ],
    legal: [
      testSystem({ bidder: { routes: [{ path: '/v1/*' }] } }),
      testSystem({ bidder: { routes: [{ path: '/v2/*' }] } }, 'recs'),
    ],
  },
  {
    what: 'one host in two systems, whose stacks would both own its DNS record',
    code: 'HostTaken',
    field: 'recs.services.bidder.routes.0.host',
    refused: [testSystem(route('bid.ml.example.com', '/a')), testSystem(route('BID.ml.example.com', '/b'), 'recs')],
    legal: [testSystem(route('bid.ml.example.com', '/a')), testSystem(route('ask.ml.example.com', '/b'), 'recs')],
  },
  {
    what: 'two systems that call each other',
    code: 'SystemCycle',
    field: '',
    refused: [testSystem({ a: { allow: ['recs/b'] } }), testSystem({ b: { allow: ['ads/a'] } }, 'recs')],
    legal: [testSystem({ a: { allow: ['recs/b'] } }), testSystem({ b: {} }, 'recs')],
    says: 'ads and recs call or wait for each other, so neither can be deployed first; make one system of them, or remove one direction',
  },
  {
    what: 'two systems of which one calls the other and is waited for by it',
    code: 'SystemCycle',
    field: '',
    refused: [testSystem({ a: { allow: ['recs/b'], after: ['recs/b'] } }), testSystem({ b: {} }, 'recs')],
    legal: [testSystem({ a: { allow: ['recs/b'] } }), testSystem({ b: { after: ['ads/a'] } }, 'recs')],
  },
  {
    what: 'an override for an environment that does not exist',
    code: 'UnknownEnvironment',
    field: 'ads.environments.prd',
    refused: [inProd('prd')],
    legal: [inProd('prod')],
    says: "ads.environments.prd is not an environment; did you mean 'prod'?",
  },
  {
    what: 'something wrong within a system',
    code: 'RootUser',
    field: 'ads.services.bidder.user',
    refused: [testSystem({ bidder: { user: '0' } })],
    legal: [testSystem({ bidder: { user: '1' } })],
  },
];

describe('systems of an environment', () => {
  describeRefusals(judge, refusals);

  it('are told of all together, each problem once', () => {
    const problems = judge([
      testSystem({ a: { user: '0' }, b: { image: 'model' } }),
      testSystem({ c: { allow: ['ads/z'], fleet: 'gpu' } }, 'recs'),
    ]);
    expect(problems.map((p) => [p.field, p.code])).toEqual([
      ['ads.services.a.user', 'RootUser'],
      ['ads.services.b.image', 'UnpinnedImage'],
      ['recs.services.c.fleet', 'UnknownFleet'],
      ['recs.services.c.allow.0', 'UnknownService'],
    ]);
  });

  it('come back sorted by name', () => {
    const inputs = [testSystem({ a: {} }, 'recs'), testSystem({ a: {} }, 'ads')];
    expect(resolveAll(inputs, testEnvironmentSpec()).map((s) => s.name)).toEqual(['ads', 'recs']);
  });

  it('are deployed after those that they call', () => {
    const ads = testSystemSpec({ a: {} }, 'ads');
    const recs = testSystemSpec({ b: { allow: ['ads/a'] } }, 'recs');
    const logs = testSystemSpec({ c: { allow: ['ads/a', 'recs/b'] } }, 'logs');
    const all = [ads, logs, recs];
    expect(all.map((system) => dependenciesOf(system, all))).toEqual([['logs', 'recs'], [], ['logs']]);
  });

  it('are deployed after those that they wait for', () => {
    const ads = testSystemSpec({ a: { after: ['recs/b', 'recs/c'] }, d: { after: ['a'] } }, 'ads');
    const recs = testSystemSpec({ b: {}, c: {} }, 'recs');
    const all = [ads, recs];
    expect(all.map((system) => dependenciesOf(system, all))).toEqual([['recs'], []]);
  });
});
