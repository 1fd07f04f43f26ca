import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';

const RULE = 'aws_lb_listener_rule';
const TARGET = 'aws_lb_target_group';
const SERVICE = 'aws_ecs_service';
const CANARY = { strategy: 'canary' as const };
const HEADER = { name: 'x-next', value: '1' };
const NETWORK: Partial<EnvironmentInput> = { gateways: { edge: { kind: 'network' } } };

const one = (service: Partial<ServiceInput>, environment: Partial<EnvironmentInput> = {}) =>
  synthServices({ services: { bidder: service }, environment });
/** A route whose rule is named after its priority. */
const ROUTES = [{ path: '/v1/*', priority: 1234 }];
const routed = (rollout: ServiceInput['rollout'], more: Partial<ServiceInput> = {}) =>
  one({ routes: ROUTES, rollout, ...more });
const WEIGHED = 'terraform_data[bidder/Routes/Rule-public-1234-weighed]';
const groupOf = (path: string, attribute = 'arn') => refTo(TARGET, `bidder/Routes/${path}`, attribute);

describe('the rollout of a service', () => {
  describe('defaults', () => {
    it('replaces a few at a time, rolls back what does not start, and says so of every service', () => {
      expect(one({}).only(SERVICE)).toMatchObject({
        deployment_configuration: { strategy: 'ROLLING' },
        deployment_circuit_breaker: { enable: true, rollback: true },
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        availability_zone_rebalancing: 'ENABLED',
      });
    });

    it('moves a canary of a twentieth between two groups, with a role for nothing else', () => {
      const canary = routed(CANARY);
      const added = Object.entries(canary.counts).filter(([type, count]) => routed({}).counts[type] !== count);
      expect(Object.fromEntries(added)).toEqual({
        [TARGET]: 2,
        aws_cloudwatch_metric_alarm: (routed({}).counts.aws_cloudwatch_metric_alarm as number) + 1,
        aws_iam_role: 3,
        aws_iam_role_policy: 2,
      });
      expect(canary.only(SERVICE)).toMatchObject({
        deployment_configuration: {
          strategy: 'CANARY',
          bake_time_in_minutes: '10',
          canary_configuration: { canary_percent: 5, canary_bake_time_in_minutes: '10' },
        },
        deployment_circuit_breaker: { enable: true, rollback: true },
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
      });
    });

    it('moves requests of the mesh with nothing but the words for it', () => {
      const mesh = one({ rollout: { strategy: 'blue-green' } });
      const alarms = one({}).counts.aws_cloudwatch_metric_alarm as number;
      expect(mesh.counts).toEqual({ ...one({}).counts, aws_cloudwatch_metric_alarm: alarms + 1 });
      expect(mesh.only(SERVICE).deployment_configuration).toEqual({
        strategy: 'BLUE_GREEN',
        bake_time_in_minutes: '10',
      });
    });
  });

  describe('options', () => {
    it('stops all before it starts one where it is told to, and then moves no replica between zones', () => {
      expect(one({ rollout: 'recreate' }).only(SERVICE)).toMatchObject({
        deployment_minimum_healthy_percent: 0,
        deployment_maximum_percent: 100,
        availability_zone_rebalancing: 'DISABLED',
      });
    });

    it('moves in equal steps', () => {
      const linear = one({ rollout: { strategy: 'linear', stepPercent: 12.5, stepBakeMinutes: 3, bakeMinutes: 60 } });
      expect(linear.only(SERVICE).deployment_configuration).toEqual({
        strategy: 'LINEAR',
        bake_time_in_minutes: '60',
        linear_configuration: { step_percent: 12.5, step_bake_time_in_minutes: '3' },
      });
    });

    it('lets testers in first, at the gateway and in the mesh', () => {
      const tested = routed({ ...CANARY, testHeader: HEADER });
      expect(tested.at(RULE, 'bidder/Routes/Rule-public-1234-test')).toMatchObject({
        priority: 1233,
        condition: [
          { path_pattern: { values: ['/v1/*'] } },
          { http_header: { http_header_name: 'x-next', values: ['1'] } },
        ],
      });
      expect(tested.only(SERVICE).service_connect_configuration).toMatchObject({
        service: [{ client_alias: { test_traffic_rules: [{ header: { name: 'x-next', value: { exact: '1' } } }] } }],
      });
    });

    it('has no test rule in the mesh for a port that has no headers', () => {
      const ports = { http: { number: 8080 }, raw: { number: 9000, protocol: 'tcp' as const } };
      const { service } = one({ ports, rollout: { ...CANARY, testHeader: HEADER } }).only(SERVICE)
        .service_connect_configuration as { service: { port_name: string; client_alias: object }[] };
      expect(service.map((s) => [s.port_name, 'test_traffic_rules' in s.client_alias])).toEqual([
        ['http', true],
        ['raw', false],
      ]);
    });

    it('has two groups of its own for each route, because ECS moves one rule for each pair', () => {
      const two = one({
        routes: [
          { path: '/a', priority: 2000 },
          { path: '/b', priority: 2001 },
        ],
        rollout: CANARY,
      });
      expect(Object.keys(two.of(TARGET))).toHaveLength(4);
      expect(new Set(Object.values(two.of(TARGET)).map((group) => group.name)).size).toBe(4);
      expect(two.only(SERVICE).load_balancer).toHaveLength(2);
      expect(Object.keys(two.of(TARGET)).filter((path) => path.includes('Target-public-http'))).toHaveLength(1);
    });

    it('moves connections of a network gateway by its listener', () => {
      const listened = one(
        { ports: { tcp: { number: 9000, protocol: 'tcp' } }, listeners: [{ listenPort: 9000 }], rollout: CANARY },
        NETWORK,
      );
      const listener = refTo('aws_lb_listener', 'bidder/Listeners/edge-9000', 'arn');
      expect(listened.only(SERVICE).load_balancer).toMatchObject([
        {
          advanced_configuration: {
            alternate_target_group_arn: refTo(TARGET, 'bidder/Listeners/Alternate-edge-9000', 'arn'),
            production_listener_rule: listener,
          },
        },
      ]);
      expect(listened.only('aws_lb_listener').lifecycle).toMatchObject({
        ignore_changes: ['default_action[0].forward'],
        replace_triggered_by: ['terraform_data[bidder/Listeners/edge-9000-weighed]'],
      });
    });
  });

  describe('refuses', () => {
    it('words of one strategy in another', () => {
      expect(refusalOf(() => routed({ strategy: 'canary', stepPercent: 5 } as never)).lines).toEqual([
        expect.stringContaining(
          "rollout.stepPercent is not a field; known here are 'bakeMinutes', 'canaryBakeMinutes', 'percent', 'strategy', 'testHeader' [UnknownField]",
        ),
      ]);
      expect(refusalOf(() => routed({ ...CANARY, minimumHealthyPercent: 50 } as never)).lines).toEqual([
        expect.stringContaining('rollout.minimumHealthyPercent is not a field'),
      ]);
    });

    it.each([
      [{ strategy: 'cannary' }, "rollout.strategy is 'cannary'; did you mean 'canary'?"],
      [{ strategy: 'canary', percent: 0 }, 'rollout.percent is 0; use 0.1 or more'],
      [{ strategy: 'canary', percent: 0.15 }, 'rollout.percent is 0.15; use a multiple of 0.1'],
      [{ strategy: 'linear', stepPercent: 2.9 }, 'rollout.stepPercent is 2.9; use 3 or more'],
      [{ strategy: 'blue-green', bakeMinutes: 1441 }, 'rollout.bakeMinutes is 1441; use 1440 or less'],
      ['recreat', "rollout is 'recreat'; did you mean 'recreate'?"],
    ])('%j', (rollout, line) => {
      expect(refusalOf(() => routed(rollout as never)).lines).toEqual([expect.stringContaining(line)]);
    });
  });

  describe('wiring', () => {
    const tested = routed({ ...CANARY, testHeader: HEADER });
    const rules = ['bidder/Routes/Rule-public-1234', 'bidder/Routes/Rule-public-1234-test'];

    it('sends everybody to the first group, names the second from the first day, and leaves the weights to ECS', () => {
      for (const path of rules)
        expect(tested.at(RULE, path)).toMatchObject({
          action: [
            {
              type: 'forward',
              forward: {
                target_group: [
                  { arn: groupOf('Target-public-http'), weight: 1 },
                  { arn: groupOf('Alternate-public-http'), weight: 0 },
                ],
              },
            },
          ],
          lifecycle: {
            ignore_changes: ['action[0].forward'],
            replace_triggered_by: [WEIGHED],
          },
        });
      expect(tested.only(SERVICE).lifecycle).toEqual(routed({}).only(SERVICE).lifecycle);
    });

    it('replaces a rule when its forward changes hands or names other groups, and at nothing else', () => {
      const said = (of: SynthesizedStack) => of.at('terraform_data', 'bidder/Routes/Rule-public-1234-weighed').input;
      const names = (of: SynthesizedStack) =>
        ['Target', 'Alternate'].map((group) => of.at(TARGET, `bidder/Routes/${group}-public-http`).name);
      const moved = routed(CANARY, { ports: { http: { number: 8081 } } });
      expect(said(tested)).toEqual({ by: 'ECS', groups: names(tested) });
      expect(said(moved)).toEqual({ by: 'ECS', groups: names(moved) });
      expect(names(moved).filter((name) => names(tested).includes(name))).toEqual([]);
      expect(said(routed({ strategy: 'linear' }))).toEqual(said(tested));
      const rolling = routed('rolling');
      expect(said(rolling)).toEqual({ by: 'Terraform', groups: [] });
      expect(rolling.only(RULE).lifecycle).toEqual({ replace_triggered_by: [WEIGHED] });
    });

    it.each([
      ['route', 'bidder/Routes/Target-public-http', {}],
      ['listener', 'bidder/Listeners/Target-edge-9000', NETWORK],
    ])('keeps the group of a %s while a live service changes its rollout', (entrance, path, environment) => {
      const attached =
        entrance === 'route'
          ? { routes: ROUTES }
          : { ports: { tcp: { number: 9000, protocol: 'tcp' as const } }, listeners: [{ listenPort: 9000 }] };
      const group = (rollout: ServiceInput['rollout']) => one({ ...attached, rollout }, environment).at(TARGET, path);
      expect(group(CANARY)).toEqual(group('rolling'));
    });

    it('tells ECS both groups, both rules and the role', () => {
      expect(tested.only(SERVICE).load_balancer).toEqual([
        {
          target_group_arn: groupOf('Target-public-http'),
          container_name: 'main',
          container_port: 8080,
          advanced_configuration: {
            alternate_target_group_arn: groupOf('Alternate-public-http'),
            production_listener_rule: refTo(RULE, rules[0] as string, 'arn'),
            test_listener_rule: refTo(RULE, rules[1] as string, 'arn'),
            role_arn: refTo('aws_iam_role', 'bidder/ShiftRole/Role', 'arn'),
          },
        },
      ]);
    });

    it('lets ECS change these groups and rules, and no other', () => {
      const { Statement: statements } = readDocument(
        tested.at('aws_iam_role_policy', 'bidder/ShiftRole/Policy').policy,
      ) as {
        Statement: { Action: string | string[]; Resource: string | string[] }[];
      };
      const writes = statements.filter(({ Resource }) => Resource !== '*');
      const arn = (type: string, path: string) => `‹${type}[bidder/Routes/${path}].arn›`;
      expect(writes).toEqual([
        {
          Effect: 'Allow',
          Action: 'elasticloadbalancing:ModifyRule',
          Resource: [arn(RULE, 'Rule-public-1234'), arn(RULE, 'Rule-public-1234-test')],
        },
        {
          Effect: 'Allow',
          Action: ['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'],
          Resource: [arn(TARGET, 'Target-public-http'), arn(TARGET, 'Alternate-public-http')],
        },
      ]);
      expect(statements).toHaveLength(3);
    });

    it('undoes a rollout on its own alarms and on those that exist, which know the service by name alone', () => {
      const watched = routed(CANARY, { alarms: { names: ['bids-lost'] } });
      const path = 'bidder/Alarms/errors-public-http';
      expect(watched.only(SERVICE).alarms).toEqual({
        enable: true,
        rollback: true,
        alarm_names: [refTo('aws_cloudwatch_metric_alarm', path, 'alarm_name'), 'bids-lost'],
      });
      const alarm = watched.at('aws_cloudwatch_metric_alarm', path);
      expect(alarm).toMatchObject({
        threshold: 2.5,
        evaluation_periods: 3,
        comparison_operator: 'GreaterThanThreshold',
        treat_missing_data: 'notBreaching',
      });
      const queries = alarm.metric_query as {
        metric?: { dimensions: { TargetGroup: string } };
        return_data: boolean;
      }[];
      expect(new Set(queries.flatMap(({ metric }) => metric?.dimensions.TargetGroup ?? []))).toEqual(
        new Set([groupOf('Target-public-http', 'arn_suffix'), groupOf('Alternate-public-http', 'arn_suffix')]),
      );
      expect(queries.map((query) => query.return_data).lastIndexOf(true)).toBe(queries.length - 1);
      expect(queries.filter((query) => query.return_data)).toHaveLength(1);
      expect(JSON.stringify(alarm)).not.toContain(SERVICE);
      expect(one({}).only(SERVICE).alarms).toBeUndefined();
    });

    it('starts the service after the permission, and takes it away after the service', () => {
      expect(tested.only(SERVICE).depends_on).toEqual(
        expect.arrayContaining([
          'aws_iam_role_policy[bidder/ShiftRole/Policy]',
          ...rules.map((rule) => `${RULE}[${rule}]`),
        ]),
      );
    });
  });
});
