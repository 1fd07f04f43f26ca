import { fleetOf, gatewayOf, portOf, resolveListeners, resolveRoutes } from '../../../src/rules/choose';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testServiceSpec } from '../../support/builders/test-service';

const fleet = { instanceTypes: ['m6i.large'], amiRelease: AMD64, maxHosts: 4 };

describe('what a service leaves open', () => {
  it('is the only fleet, or the one named general', () => {
    expect(fleetOf({}, testContract({ fleets: { gpu: fleet } }))).toBe('gpu');
    expect(fleetOf({}, testContract({ fleets: { gpu: fleet, general: fleet } }))).toBe('general');
    expect(fleetOf({ fleet: 'gpu' }, testContract({ fleets: { gpu: fleet, general: fleet } }))).toBe('gpu');
  });

  it('is the only gateway of its kind, and none where there are several', () => {
    const plain = { kind: 'application', plainHttp: { why: 'inside the network' } } as const;
    expect(gatewayOf({}, testContract(), 'application')).toBe('public');
    expect(gatewayOf({}, testContract(), 'network')).toBe('edge');
    expect(gatewayOf({}, testContract({ gateways: { a: plain, b: plain } }), 'application')).toBeUndefined();
  });

  it('is the only port, and none where there are several', () => {
    expect(portOf({}, testServiceSpec())).toBe('http');
    expect(portOf({}, testServiceSpec({ ports: { a: { number: 1 }, b: { number: 2 } } }))).toBeUndefined();
  });
});

describe('a resolved route', () => {
  const resolve = (routes: object[], app = 'main') =>
    resolveRoutes(testServiceSpec({ routes } as object), testContract(), app);

  it('keeps its name and its priority when others come and go', () => {
    const [alone] = resolve([{ path: '/v1/*' }]);
    const among = resolve([{ path: '/v2/*' }, { host: 'a.ml.example.com' }, { path: '/v1/*' }]);
    expect(among[2]).toEqual(alone);
  });

  it('keeps its name when what it matches changes, where its priority is written', () => {
    const keys = ['/v1/*', '/v2/*'].map((path) => resolve([{ path, priority: 1234 }])[0]?.key);
    expect(keys).toEqual(['Rule-public-1234', 'Rule-public-1234']);
  });

  it("has a priority in its app's own range", () => {
    expect(resolve([{ path: '/v1/*' }])[0]?.priority).toBeLessThan(40_000);
    expect(resolve([{ path: '/v1/*' }], 'guest')[0]?.priority).toBeGreaterThanOrEqual(40_000);
  });
});

describe('a resolved listener', () => {
  it('knows its gateway and its port', () => {
    expect(resolveListeners(testServiceSpec({ listeners: [{ listenPort: 9000 }] }), testContract())).toEqual([
      { gateway: 'edge', port: 'http', listenPort: 9000, tls: false },
    ]);
  });
});
