import fc from 'fast-check';
import {
  type Endpoint,
  endpointsHash,
  endpointsOf,
  endpointUrl,
  urlVariable,
  urlVariables,
} from '../../../src/task/endpoint';
import { testServiceSpec } from '../../support/builders/test-service';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?$/);
const protocol = fc.constantFrom<Endpoint['protocol']>('http', 'http2', 'grpc', 'tcp');
const endpoint: fc.Arbitrary<Endpoint> = fc.record({
  system: name,
  service: name,
  port: name,
  number: fc.integer({ min: 1, max: 65_535 }),
  protocol,
  primary: fc.boolean(),
});
const some = fc.array(endpoint, { maxLength: 5 });

const portsOf = (ports: Record<string, { number: number; protocol?: Endpoint['protocol'] }>) =>
  testServiceSpec({ ports }).ports;
const listed = (ports: Parameters<typeof portsOf>[0]) =>
  endpointsOf('ads', 'model', portsOf(ports)).map((e) => `${e.port}${e.primary ? ' first' : ''}`);

describe('the endpoints of a service', () => {
  it('begin with http, or else with the first by name', () => {
    expect(listed({ admin: { number: 1 }, http: { number: 2 } })).toEqual(['http first', 'admin']);
    expect(listed({ rpc: { number: 1 }, admin: { number: 2 } })).toEqual(['admin first', 'rpc']);
    expect(listed({})).toEqual([]);
  });

  it('have one primary, whatever the order of the ports', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (names) => {
        const ports = (order: string[]) => portsOf(Object.fromEntries(order.map((n) => [n, { number: 1 }])));
        const endpoints = endpointsOf('ads', 'model', ports(names));
        expect(endpoints.filter((e) => e.primary)).toHaveLength(1);
        expect(endpointsOf('ads', 'model', ports([...names].reverse()))).toEqual(endpoints);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['http', 'http://model.ads:8080'],
    ['http2', 'http://model.ads:8080'],
    ['grpc', 'grpc://model.ads:8080'],
    ['tcp', 'tcp://model.ads:8080'],
  ] as const)('of %s is %s', (spoken, url) => {
    const [first] = endpointsOf('ads', 'model', portsOf({ main: { number: 8080, protocol: spoken } }));
    expect(endpointUrl(first as Endpoint)).toBe(url);
  });

  it.each([
    [{}, 'CTR_PREDICTOR_URL'],
    [{ primary: false, port: 'admin' }, 'CTR_PREDICTOR_ADMIN_URL'],
    [{ system: 'recs' }, 'RECS_CTR_PREDICTOR_URL'],
    [{ system: 'recs-2', primary: false, port: 'grpc-web' }, 'RECS_2_CTR_PREDICTOR_GRPC_WEB_URL'],
  ])('of %j is told in %s', (change, variable) => {
    const known = {
      system: 'ads',
      service: 'ctr-predictor',
      port: 'http',
      number: 80,
      protocol: 'http',
      primary: true,
    };
    expect(urlVariable('ads', { ...known, ...change } as Endpoint)).toBe(variable);
  });

  it('is told in a variable that every shell takes', () => {
    fc.assert(
      fc.property(name, endpoint, (caller, e) => {
        expect(urlVariable(caller, e)).toMatch(/^[A-Z][A-Z0-9_]*_URL$/);
      }),
    );
  });

  it('is told in a variable of its own among those of one service, and among the services of one system', () => {
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
    const plain = (list: string[]) => new Set(list.map((n) => n.replaceAll('-', '_'))).size === list.length;
    fc.assert(
      fc.property(names.filter(plain), names.filter(plain), (services, ports) => {
        const ofOne = endpointsOf('ads', 'model', portsOf(Object.fromEntries(ports.map((p) => [p, { number: 1 }]))));
        expect(Object.keys(urlVariables('ads', ofOne))).toHaveLength(ports.length);
        const firsts = services.flatMap((s) => endpointsOf('ads', s, portsOf({ http: { number: 1 } })));
        expect(Object.keys(urlVariables('ads', firsts))).toHaveLength(services.length);
      }),
    );
  });

  it('stands in the same place whatever the order of the edges', () => {
    fc.assert(
      fc.property(some, (endpoints) => {
        const unique = [...new Map(endpoints.map((e) => [urlVariable('ads', e), e])).values()];
        const text = JSON.stringify(urlVariables('ads', unique));
        expect(JSON.stringify(urlVariables('ads', [...unique].reverse()))).toBe(text);
        expect(Object.keys(JSON.parse(text))).toEqual(unique.map((e) => urlVariable('ads', e)).sort());
      }),
    );
  });
});

describe('the hash of endpoints', () => {
  /** What a caller reaches, and how: the oracle for "the same endpoints". */
  const meaning = (endpoints: readonly Endpoint[]) =>
    JSON.stringify(
      endpoints
        .map((e) => [e.system, e.service, e.port, e.number, e.protocol])
        .map(String)
        .sort(),
    );

  it('changes exactly when what can be called does', () => {
    const near = fc.tuple(some, some, fc.boolean()).map(([a, b, mixed]) => [a, mixed ? [...a].reverse() : b] as const);
    fc.assert(
      fc.property(near, ([a, b]) => {
        expect(endpointsHash(a) === endpointsHash(b)).toBe(meaning(a) === meaning(b));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['system', 'service', 'port', 'number', 'protocol'] as const)('changes with %s', (field) => {
    fc.assert(
      fc.property(some, endpoint, endpoint, (others, one, two) => {
        fc.pre(one[field] !== two[field]);
        expect(endpointsHash([...others, { ...one, [field]: two[field] }])).not.toBe(endpointsHash([...others, one]));
      }),
    );
  });

  it('is twelve hexadecimal digits', () => {
    expect(endpointsHash([])).toMatch(/^[0-9a-f]{12}$/);
  });
});
