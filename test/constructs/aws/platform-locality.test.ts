import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import { systems } from '../../../stacks/systems';
import { synthPlatform } from '../../support/builders/synth-platform';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSystem } from '../../support/builders/test-system';

describe('a new service', () => {
  const bidder = { routes: [{ host: 'bid.ml.example.com' }] };
  const model = { image: { repository: 'ads/model', tag: '1' }, secrets: { K: { parameter: '/k' } } };
  const before = synthPlatform(testEnvironment(), [testSystem({ bidder, model }), testSystem({ a: {} }, 'recs')]);
  const grown: SystemInput = {
    ...testSystem({ bidder, model, cache: { routes: [{ path: '/cache/*' }], exec: true } }),
  };
  const after = synthPlatform(testEnvironment(), [grown, testSystem({ a: {} }, 'recs')]);

  it('adds nothing but its own, and changes nothing else', () => {
    // A dashboard shows the whole system: it gets a row more.
    const own = (before['test-ads']?.all() ?? []).filter(({ type }) => type !== 'aws_cloudwatch_dashboard');
    for (const { type, path, args } of own) expect(after['test-ads']?.at(type, path)).toEqual(args);
    const known = new Set(before['test-ads']?.addresses);
    const added = after['test-ads']?.addresses.filter((address) => !known.has(address)) ?? [];
    expect(added.length).toBeGreaterThan(5);
    expect(added.filter((address) => !/^[a-z0-9_]+\.cache_/.test(address))).toEqual([]);
  });

  it('touches neither the foundation, nor the account, nor another system', () => {
    for (const name of ['account', 'test-foundation', 'test-recs'])
      expect(after[name]?.json).toEqual(before[name]?.json);
  });

  it('moves no priority of the routes that are there', () => {
    const prioritiesOf = (stacks: Record<string, SynthesizedStack>) =>
      Object.entries(stacks['test-ads']?.of('aws_lb_listener_rule') ?? {}).map(([path, rule]) => [path, rule.priority]);
    expect(prioritiesOf(after)).toEqual(expect.arrayContaining(prioritiesOf(before)));
    expect(prioritiesOf(before)).toHaveLength(1);
  });

  it('may have any name that the rules take', () => {
    const names = ['backend', 'services', 'contract', 'state', 'host', 'main', 'gateway-public', 'frontend-api'];
    const services = Object.fromEntries(names.map((name) => [name, testService()]));
    expect(() => synthPlatform(testEnvironment(), [{ name: 'ads', services }])).not.toThrow();
  });
});

describe('calls between systems', () => {
  const stacks = synthPlatform(environments.prod, systems);

  it('have both of their rules in the stack of the caller, and its address in the environment of the caller', () => {
    const ads = stacks['prod-ads'] as SynthesizedStack;
    const recommendations = stacks['prod-recommendations'] as SynthesizedStack;
    const crossing = (stack: SynthesizedStack) =>
      stack.all().filter(({ path }) => path.startsWith('pinacle2_recommendations/'));
    expect(
      crossing(ads)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['aws_vpc_security_group_egress_rule', 'aws_vpc_security_group_ingress_rule']);
    expect(crossing(recommendations)).toEqual([]);
    expect(ads.at('aws_ecs_task_definition', 'bidder/Task').container_definitions).toContain(
      'RECOMMENDATIONS_PINACLE2_URL',
    );
  });

  it('read what is published and nothing else', () => {
    for (const stack of Object.values(stacks)) {
      // And the secret of a client of an identity provider, which a listener rule takes by value alone.
      const known = ['terraform_remote_state', 'aws_secretsmanager_secret_version'];
      expect(Object.keys(stack.dataSources).filter((type) => !known.includes(type))).toEqual([]);
      expect(JSON.stringify(stack.json)).not.toContain('cross-stack-output');
    }
  });
});
