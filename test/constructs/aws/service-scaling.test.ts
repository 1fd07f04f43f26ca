import type { ServiceInput } from '../../../src/spec/service';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';

type Scaling = NonNullable<ServiceInput['scaling']>;

const POLICY = 'aws_appautoscaling_policy';
const ALARM = 'aws_cloudwatch_metric_alarm';

/** Those that scale; others tell people. */
const alarmsOf = (stack: SynthesizedStack) => Object.keys(stack.of(ALARM)).filter((path) => path.includes('/Scaling/'));
const contract = testContract();

const scaled = (scaling: Scaling = {}, service: Partial<ServiceInput> = {}): SynthesizedStack =>
  synthServices({
    queues: { bids: {}, orders: { fifo: true } },
    services: { bidder: { replicas: { min: 2, max: 10 }, ...service, scaling } },
  });
const policies = (stack: SynthesizedStack) =>
  Object.keys(stack.of(POLICY))
    .map((path) => path.split('/').at(-1))
    .sort();
const tracked = (stack: SynthesizedStack, id: string) =>
  stack.at(POLICY, `bidder/Scaling/${id}`).target_tracking_scaling_policy_configuration;
const stepped = (stack: SynthesizedStack, id: string) =>
  stack.at(POLICY, `bidder/Scaling/${id}`).step_scaling_policy_configuration;

const ROUTED = { routes: [{ path: '/v1/*' }] };
const DELAY = { queue: 'bids', acceptableSeconds: 600, processingSeconds: 60 };
const GROUP = refTo('aws_lb_target_group', 'bidder/Routes/Target-public-http', 'arn_suffix');
const balancer = contract.gateways.public?.arn;
const SUFFIX = `element(split("loadbalancer/", "${balancer}"), 1)`;

describe('ServiceScaling', () => {
  describe('defaults', () => {
    it('keeps the use of cores near 60 %, quick to add and slow to take away', () => {
      const plain = scaled();
      expect(plain.counts).toMatchObject({ aws_appautoscaling_target: 1, aws_appautoscaling_policy: 1 });
      expect(plain.only(POLICY)).toMatchObject({
        name: 'cpu',
        policy_type: 'TargetTrackingScaling',
        target_tracking_scaling_policy_configuration: {
          target_value: 60,
          predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageCPUUtilization' },
          scale_in_cooldown: 300,
          scale_out_cooldown: 60,
        },
      });
      expect(alarmsOf(plain)).toEqual([]);
    });

    it('makes nothing where the bounds are equal', () => {
      const types = Object.keys(scaled({}, { replicas: { min: 2, max: 2 } }).counts);
      expect(types.filter((type) => type.startsWith('aws_appautoscaling'))).toEqual([]);
    });

    it('looks at cores too where nothing else would let replicas go', () => {
      const night = { night: { cron: '0 22 * * ? *', max: 4 } };
      expect(policies(scaled({ latency: { seconds: 1 } }, ROUTED))).toEqual(['Cpu', 'Latency']);
      expect(policies(scaled({ schedules: night }))).toEqual(['Cpu']);
      expect(policies(scaled({ memoryPercent: 70, latency: { seconds: 1 } }, ROUTED))).toEqual(['Latency', 'Memory']);
    });
  });

  describe('options', () => {
    it('keeps cores, memory, requests and metrics of its own at what it says, at its own pace', () => {
      const depth = { namespace: 'Ads', metric: 'Depth', dimensions: { Zone: 'a', Model: '$' + '{ctr}' }, target: 5 };
      const all = scaled(
        {
          cpuPercent: 45,
          memoryPercent: 70.5,
          requestsPerReplica: { perMinute: 600 },
          metrics: { depth },
          cooldownSeconds: { in: 120, out: 30 },
        },
        ROUTED,
      );
      const cooldown = { scale_in_cooldown: 120, scale_out_cooldown: 30 };
      expect(policies(all)).toEqual(['Cpu', 'Memory', 'Metric-depth', 'Requests']);
      expect(tracked(all, 'Cpu')).toMatchObject({ target_value: 45, ...cooldown });
      expect(tracked(all, 'Memory')).toMatchObject({
        target_value: 70.5,
        predefined_metric_specification: { predefined_metric_type: 'ECSServiceAverageMemoryUtilization' },
      });
      expect(tracked(all, 'Requests')).toMatchObject({
        target_value: 600,
        predefined_metric_specification: { predefined_metric_type: 'ALBRequestCountPerTarget' },
      });
      expect(tracked(all, 'Metric-depth')).toEqual({
        target_value: 5,
        ...cooldown,
        customized_metric_specification: {
          namespace: 'Ads',
          metric_name: 'Depth',
          statistic: 'Average',
          dimensions: [
            { name: 'Model', value: '$$' + '{ctr}' },
            { name: 'Zone', value: 'a' },
          ],
        },
      });
      expect(all.at(POLICY, 'bidder/Scaling/Metric-depth').name).toBe('metric-depth');
    });

    it('adds replicas while a route is slow, more the slower it is, and never takes any away for being quick', () => {
      const slow = scaled({ latency: { percentile: 'p99', seconds: 0.2 } }, ROUTED);
      expect(stepped(slow, 'Latency')).toEqual({
        adjustment_type: 'PercentChangeInCapacity',
        min_adjustment_magnitude: 1,
        metric_aggregation_type: 'Maximum',
        cooldown: 60,
        step_adjustment: [
          { metric_interval_lower_bound: '0', metric_interval_upper_bound: '0.1', scaling_adjustment: 20 },
          { metric_interval_lower_bound: '0.1', metric_interval_upper_bound: '0.2', scaling_adjustment: 50 },
          { metric_interval_lower_bound: '0.2', scaling_adjustment: 100 },
        ],
      });
      expect(slow.at(ALARM, 'bidder/Scaling/LatencyAlarm')).toMatchObject({
        alarm_name: 'test-ads-bidder-latency',
        metric_name: 'TargetResponseTime',
        extended_statistic: 'p99',
        threshold: 0.2,
        comparison_operator: 'GreaterThanOrEqualToThreshold',
        treat_missing_data: 'notBreaching',
        alarm_actions: [refTo(POLICY, 'bidder/Scaling/Latency', 'arn')],
      });
    });

    it('looks at both groups that a rollout moves requests between', () => {
      const moved = scaled({ latency: { seconds: 0.2 } }, { ...ROUTED, rollout: { strategy: 'blue-green' } });
      const alarm = moved.at(ALARM, 'bidder/Scaling/LatencyAlarm') as unknown as {
        metric_query: { id: string; metric?: { dimensions: object } }[];
      };
      expect(alarm).not.toHaveProperty('metric_name');
      expect(alarm.metric_query.map(({ id }) => id)).toEqual(['group0', 'time0', 'group1', 'time1', 'slowest1']);
      const groups = alarm.metric_query.flatMap(({ metric }) => (metric ? [metric.dimensions] : []));
      const named = Object.keys(moved.of('aws_lb_target_group')).map((path) => ({
        LoadBalancer: `\${${SUFFIX}}`,
        TargetGroup: refTo('aws_lb_target_group', path, 'arn_suffix'),
      }));
      expect(groups).toHaveLength(2);
      expect(groups).toEqual(expect.arrayContaining(named));
    });

    it('keeps the messages of a queue from waiting', () => {
      const queued = scaled({ queueDelay: DELAY });
      expect(policies(queued)).toEqual(['Queue']);
      expect(alarmsOf(queued)).toEqual([]);
      expect(tracked(queued, 'Queue')).toMatchObject({ target_value: 10 });
      const { metrics } = (tracked(queued, 'Queue') as Tracked).customized_metric_specification;
      expect(metrics.map(({ id, return_data }) => [id, return_data])).toEqual([
        ['visible', false],
        ['tasks', false],
        ['work', false],
        ['workers', false],
        ['backlog', true],
      ]);
      expect(metrics[1]?.metric_stat).toEqual({
        stat: 'SampleCount',
        metric: {
          namespace: 'AWS/ECS',
          metric_name: 'CPUUtilization',
          dimensions: [
            { name: 'ClusterName', value: 'test' },
            { name: 'ServiceName', value: 'ads-bidder' },
          ],
        },
      });
    });

    it('has none running while a queue is empty, and starts the first when a message comes', () => {
      const sleeper = scaled({ queueDelay: DELAY }, { replicas: { min: 0, max: 5 } });
      expect(policies(sleeper)).toEqual(['Queue', 'Wake']);
      expect(sleeper.only('aws_appautoscaling_target')).toMatchObject({ min_capacity: 0, max_capacity: 5 });
      expect(sleeper.only('aws_ecs_service')).toMatchObject({
        desired_count: 0,
        lifecycle: { ignore_changes: ['desired_count'] },
      });
      expect(stepped(sleeper, 'Wake')).toEqual({
        adjustment_type: 'ChangeInCapacity',
        metric_aggregation_type: 'Maximum',
        cooldown: 300,
        step_adjustment: [{ metric_interval_lower_bound: '0', scaling_adjustment: 1 }],
      });
      expect(sleeper.at(ALARM, 'bidder/Scaling/WakeAlarm')).toMatchObject({
        alarm_name: 'test-ads-bidder-wake',
        threshold: 1,
        datapoints_to_alarm: 2,
        treat_missing_data: 'notBreaching',
        alarm_actions: [refTo(POLICY, 'bidder/Scaling/Wake', 'arn')],
        metric_query: [
          { id: 'visible', return_data: false, metric: { period: 60, dimensions: { QueueName: 'test-ads-bids' } } },
          { id: 'tasks', return_data: false, metric: { stat: 'SampleCount' } },
          { id: 'wake', return_data: true },
        ],
      });
    });

    it('changes its bounds at times, each action both of them, and a deploy leaves them alone', () => {
      const timed = scaled({
        schedules: {
          day: { cron: '0 8  ? * MON-FRI *', timezone: 'Europe/Berlin', min: 6 },
          sale: { at: '2026-11-27T06:00:00', min: 8, max: 9 },
        },
      });
      const action = (id: string) => timed.at('aws_appautoscaling_scheduled_action', `bidder/Scaling/Schedule-${id}`);
      expect(action('day')).toMatchObject({
        name: 'day',
        schedule: 'cron(0 8 ? * MON-FRI *)',
        timezone: 'Europe/Berlin',
        scalable_target_action: { min_capacity: '6', max_capacity: '10' },
      });
      expect(action('sale')).toMatchObject({
        schedule: 'at(2026-11-27T06:00:00)',
        timezone: 'UTC',
        scalable_target_action: { min_capacity: '8', max_capacity: '9' },
      });
      const bounds = { ignore_changes: ['min_capacity', 'max_capacity'] };
      expect(timed.only('aws_appautoscaling_target').lifecycle).toEqual(bounds);
      expect(scaled().only('aws_appautoscaling_target')).not.toHaveProperty('lifecycle');
    });
  });

  describe('refuses', () => {
    it('what could never come back, and what could never let go', () => {
      const zero = { replicas: { min: 0, max: 5 } };
      expect(refusalOf(() => scaled({}, zero)).lines).toEqual([expect.stringContaining('[ScaleFromZero]')]);
      expect(refusalOf(() => scaled({ queueDelay: DELAY, cpuPercent: 50 }, zero)).lines).toEqual([
        expect.stringContaining('[KeptFromZero]'),
      ]);
    });

    it('a queue that nobody told it of', () => {
      expect(refusalOf(() => scaled({ queueDelay: { ...DELAY, queue: 'bid' } })).lines).toEqual([
        expect.stringContaining("did you mean 'bids'? [UnknownQueue]"),
      ]);
    });
  });

  describe('wiring', () => {
    it('names its load balancer and its group as their metrics do', () => {
      const both = scaled({ requestsPerReplica: { perMinute: 600 }, latency: { seconds: 1 } }, ROUTED);
      expect(tracked(both, 'Requests')).toMatchObject({
        predefined_metric_specification: { resource_label: `\${${SUFFIX}}/${GROUP}` },
      });
      expect(both.at(ALARM, 'bidder/Scaling/LatencyAlarm').dimensions).toEqual({
        LoadBalancer: `\${${SUFFIX}}`,
        TargetGroup: GROUP,
      });
    });

    it('is of the port that it says, where routes lead to several', () => {
      const ports = { http: { number: 8080 }, admin: { number: 8081 } };
      const routes = [
        { port: 'http', path: '/v1/*' },
        { port: 'admin', path: '/admin/*' },
      ];
      const admin = scaled({ latency: { seconds: 1, port: 'admin' } }, { ports, routes });
      const group = refTo('aws_lb_target_group', 'bidder/Routes/Target-public-admin', 'arn_suffix');
      expect(admin.at(ALARM, 'bidder/Scaling/LatencyAlarm').dimensions).toMatchObject({ TargetGroup: group });
    });

    it('reads a FIFO queue by the name that it has', () => {
      const fifo = JSON.stringify(tracked(scaled({ queueDelay: { ...DELAY, queue: 'orders' } }), 'Queue'));
      expect(fifo).toContain('"test-ads-orders.fifo"');
    });

    it('waits for the target wherever it acts on it', () => {
      const all = scaled(
        { queueDelay: DELAY, latency: { seconds: 1 }, schedules: { day: { cron: '0 8 * * ? *', min: 1 } } },
        { ...ROUTED, replicas: { min: 0, max: 5 } },
      );
      const acting = [
        ...Object.values(all.of(POLICY)),
        ...Object.values(all.of('aws_appautoscaling_scheduled_action')),
      ];
      expect(acting).toHaveLength(4);
      for (const one of acting) {
        expect(one.depends_on).toEqual(['aws_appautoscaling_target[bidder/Scaling/Target]']);
        expect(one.resource_id).toBe(`service/test/${refTo('aws_ecs_service', 'bidder/Service', 'name')}`);
      }
    });
  });
});

interface Tracked {
  readonly customized_metric_specification: {
    readonly metrics: readonly { id: string; return_data: boolean; metric_stat?: unknown }[];
  };
}
