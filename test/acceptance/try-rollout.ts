import { deepStrictEqual } from 'node:assert';
import { checkLoadBalancers } from '../../src/preview/check-load-balancers';
import { parsePlan } from '../../src/preview/plan-json';
import type { ServiceInput } from '../../src/spec/service';
import type { SystemInput } from '../../src/spec/system';
import { elements, textAt, type XmlElement } from '../support/xml';
import { type Platform, withOneVariable } from './platform';
import type { Setting } from './setting';
import { streams } from './trial-system';

const STACK = 'trial-streams';
/** Replaced where the forward changes hands, changed in place where only a path does; the same there and back. */
const RULES = [
  'delete+create aws_lb_listener_rule.scorer_Routes_Rule-public-68c47289',
  'update aws_lb_listener_rule.console_Routes_Rule-internal-1200',
  'update aws_lb_listener_rule.console_Routes_Rule-internal-1200-test',
  'update terraform_data.scorer_Routes_Rule-public-68c47289-weighed',
];
/** What people are told and shown is of both groups. */
const WATCHED = [
  'update aws_cloudwatch_dashboard.Dashboards_Dashboard',
  'update aws_cloudwatch_metric_alarm.scorer_Symptoms_slo-latency-public-grpc',
  'update aws_cloudwatch_metric_alarm.scorer_Symptoms_slo-unhealthy-public-grpc',
];
const [SCORER, ADMIN, MOVED] = ['/scoring.Scorer/*', '/console/admin', '/console/chief'];

/** A live service begins to have its requests moved and ends it again, and a rule whose weights belong to ECS gets another condition. */
export async function tryRollout({ report }: Setting, platform: Platform): Promise<void> {
  const { trial } = platform;
  const settled = async () => {
    await trial.applyPlanned(STACK);
    deepStrictEqual(await trial.changes([STACK]), {});
  };
  const [before] = await forwards(platform, SCORER);
  const shifted = await shiftAll(platform, ADMIN);
  await report.step(
    'platform: a live service becomes a canary: another rule names its group and a second',
    async () => {
      platform.synth({ protect: true, systems: changed() });
      deepStrictEqual(await changes(platform), [
        'create aws_iam_role.scorer_ShiftRole',
        'create aws_iam_role_policy.scorer_ShiftRole_Policy',
        'create aws_lb_target_group.scorer_Routes_Alternate-public-grpc',
        ...[...RULES, ...WATCHED].sort(),
      ]);
      deepStrictEqual(await unexplained(platform), []);
      await settled();
      const [after] = await forwards(platform, SCORER);
      // All still go to the group that its replicas are in, and the second is known.
      deepStrictEqual(after?.length, 2);
      deepStrictEqual(
        after?.filter(({ weight }) => weight === '1'),
        before,
      );
      deepStrictEqual(await forwards(platform, MOVED), shifted);
    },
  );
  await report.check('platform: a plan that would take back a group which ECS gave the service is found', async () => {
    const groups = (await forwards(platform, SCORER)).flat();
    const [was, other] = ['1', '0'].map((weight) => groups.find((group) => group.weight === weight)?.arn as string);
    await giveGroup(platform, other as string);
    deepStrictEqual(await changes(platform), ['update aws_ecs_service.scorer_Service']);
    deepStrictEqual(await unexplained(platform), ['aws_ecs_service.scorer_Service.load_balancer']);
    await giveGroup(platform, was as string);
  });
  await report.step('platform: back to rolling likewise, and what ECS weighed stays as it was', async () => {
    platform.synth({ protect: true, systems: withOneVariable() });
    deepStrictEqual(await changes(platform), [
      'delete aws_iam_role.scorer_ShiftRole',
      'delete aws_iam_role_policy.scorer_ShiftRole_Policy',
      'delete aws_lb_target_group.scorer_Routes_Alternate-public-grpc',
      ...[...RULES, ...WATCHED].sort(),
    ]);
    await settled();
    deepStrictEqual(await forwards(platform, SCORER), [before]);
    deepStrictEqual(await forwards(platform, ADMIN), shifted);
  });
}

/** The systems as they are, but for one rollout and one path. */
function changed(): SystemInput[] {
  const { scorer, console: desk } = streams.services as Record<'scorer' | 'console', ServiceInput>;
  const routes = (desk.routes ?? []).map((route) => (route.path === ADMIN ? { ...route, path: MOVED } : route));
  const services = {
    ...streams.services,
    scorer: { ...scorer, rollout: { strategy: 'canary' as const } },
    console: { ...desk, routes },
  };
  return withOneVariable().map((system) => (system.name === streams.name ? { ...system, services } : system));
}

async function changes({ trial }: Platform): Promise<string[]> {
  return (await trial.changes([STACK]))[STACK] ?? [];
}

/** What the last plan would change of load balancers for no reason. */
async function unexplained({ trial }: Platform): Promise<string[]> {
  const problems = checkLoadBalancers(parsePlan('Plan', await trial.planned(STACK)));
  return problems.map(({ field }) => field.replace(/_[0-9A-F]{8}(?=\.)/, ''));
}

/** Names another group for the replicas of a service, without anybody telling Terraform. */
async function giveGroup({ aws }: Platform, targetGroupArn: string): Promise<void> {
  const [cluster, service, ECS] = ['trial', 'streams-scorer', 'AmazonEC2ContainerServiceV20141113'];
  const { services } = await aws.json<{ services: { loadBalancers: object[] }[] }>('ecs', `${ECS}.DescribeServices`, {
    cluster,
    services: [service],
  });
  const loadBalancers = services[0]?.loadBalancers.map((one) => ({ ...one, targetGroupArn }));
  await aws.json('ecs', `${ECS}.UpdateService`, { cluster, service, loadBalancers });
}

interface Weighed {
  readonly arn: string;
  readonly weight: string;
}

/** The groups that each rule for a path forwards to. */
async function forwards(platform: Platform, path: string): Promise<Weighed[][]> {
  return (await rulesFor(platform, path)).map(weighed);
}

/** Moves the requests of a path to the second group, as ECS does in the end of a rollout. */
async function shiftAll(platform: Platform, path: string): Promise<Weighed[][]> {
  for (const rule of await rulesFor(platform, path)) {
    const list = 'Actions.member.1.ForwardConfig.TargetGroups.member';
    const groups = weighed(rule).flatMap(({ arn }, i) => [
      [`${list}.${i + 1}.TargetGroupArn`, arn],
      [`${list}.${i + 1}.Weight`, String(i)],
    ]);
    const said = {
      RuleArn: textAt(rule, 'RuleArn'),
      'Actions.member.1.Type': 'forward',
      ...Object.fromEntries(groups),
    };
    await platform.aws.query('elasticloadbalancing', 'ModifyRule', said);
  }
  return forwards(platform, path);
}

function weighed(rule: XmlElement): Weighed[] {
  return elements(rule, 'Actions', 'member').flatMap((action) => {
    const groups = elements(action, 'ForwardConfig', 'TargetGroups', 'member');
    if (groups.length === 0) return [{ arn: textAt(action, 'TargetGroupArn'), weight: '' }];
    return groups.map((group) => ({ arn: textAt(group, 'TargetGroupArn'), weight: textAt(group, 'Weight') }));
  });
}

async function rulesFor({ aws, trial }: Platform, path: string): Promise<XmlElement[]> {
  const { gateways } = trial.output<{ gateways: Record<string, { kind: string; listenerArn?: string }> }>(
    'trial-foundation',
    'contract',
  );
  const listeners = Object.values(gateways).flatMap(({ listenerArn }) => listenerArn ?? []);
  const replies = await Promise.all(
    listeners.map((ListenerArn) => aws.query('elasticloadbalancing', 'DescribeRules', { ListenerArn })),
  );
  return replies
    .flatMap((reply) => elements(reply, 'DescribeRulesResult', 'Rules', 'member'))
    .filter((rule) =>
      elements(rule, 'Conditions', 'member').some((condition) =>
        elements(condition, 'PathPatternConfig', 'Values', 'member').some(({ text }) => text === path),
      ),
    );
}
