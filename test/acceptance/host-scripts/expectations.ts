import assert from 'node:assert/strict';
import type { Outcome, Sandbox } from './sandbox';

/** The host got its volume, and only then could the agent start. */
export function assertRegistered(host: Sandbox, outcome: Outcome): void {
  assert.equal(outcome.status, 0, outcome.said);
  assert.equal(host.read('faults'), '');
  assert.ok(host.has('active.ecs'), 'the agent was not started');
  assert.ok(!host.has('masked.ecs'), 'the agent is masked');
  assert.equal(host.calls('systemctl')[0], 'systemctl mask ecs', 'something came before the agent was masked');
}

/** The host failed with one line that says why, wrote the reason to its tags, and can never register. */
export function assertRefused(host: Sandbox, outcome: Outcome, reason: RegExp): void {
  assert.notEqual(outcome.status, 0, 'it did not fail');
  const lines = outcome.said.split('\n').filter((line) => /^stowage: (boot|install) of volume .* failed: /.test(line));
  assert.equal(lines.length, 1, outcome.said);
  assert.match(lines[0] as string, reason);
  assert.ok(host.has('masked.ecs'), 'the agent is not masked');
  assert.ok(!host.has('active.ecs'), 'the agent was started');
  const [tag = '', ...more] = host.calls('aws ec2 create-tags');
  assert.equal(more.length, 0, 'the reason was written more than once');
  assert.match(tag, /--resources i-self --tags Key=stowage:failed,Value=.{1,256}$/);
}
