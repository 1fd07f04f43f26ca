import { failurePattern } from '../../../src/operations/failure-pattern';
import { matches } from '../../support/event-pattern';
import { FAILURES, ORDINARY } from '../../support/failure-events';

const pattern = failurePattern({
  place: { name: 'prod', account: '123456789012', region: 'us-east-1' },
  cluster: 'prod',
});

describe('the rule of a failure card', () => {
  it.each(Object.entries(FAILURES))('is told of %s', (_, event) => {
    expect(matches(pattern, event)).toBe(true);
  });

  it.each(Object.entries(ORDINARY))('is not told of %s', (_, event) => {
    expect(matches(pattern, event)).toBe(false);
  });

  it('fits in what EventBridge takes of a pattern', () => {
    // PutRule: 4,096 characters (EventBridge API reference, 2026-11).
    expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(4096);
  });
});
