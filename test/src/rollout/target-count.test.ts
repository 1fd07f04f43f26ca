import { targetGroupCounts } from '../../../src/rollout/target-count';
import { testContract } from '../../support/builders/test-contract';
import { testServiceSpec } from '../../support/builders/test-service';

const contract = testContract({
  gateways: { web: { kind: 'application', certificateArn: 'arn:x' }, edge: { kind: 'network' } },
});
const counts = (rollout: object) =>
  targetGroupCounts(
    testServiceSpec({
      rollout,
      routes: [{ path: '/a' }, { path: '/b' }],
      listeners: [{ listenPort: 9000 }],
    }),
    contract,
    'main',
  );

describe('targetGroupCounts', () => {
  it('counts one group for all routes to a port, and one for each listener', () => {
    expect(counts({})).toEqual({ web: 1, edge: 1 });
  });

  it('counts two for each route and listener that a rollout moves', () => {
    expect(counts({ strategy: 'linear' })).toEqual({ web: 4, edge: 2 });
  });
});
