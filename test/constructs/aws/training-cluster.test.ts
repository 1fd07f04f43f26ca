import { TrainingCluster, type TrainingClusterProps } from '../../../constructs/aws';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testSite } from '../../support/builders/test-site';
import type { Arguments } from '../../support/shim';

const { network } = testContract();
const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';

/** Of a foundation that has no topic of its own yet. */
const untold = { ...testSite(), alarmTopicArns: [] };

const cluster = (props: Partial<TrainingClusterProps> = {}) =>
  synthStack((stack) => {
    const plain = { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU };
    new TrainingCluster(stack, 'Training', { site: untold, name: 'gpu', network, ...plain, ...props });
  });

type Environment = [id: string, hosts: Arguments, rest: Arguments];

const environments = (stack: SynthesizedStack) =>
  Object.entries(stack.of('aws_batch_compute_environment')).map(
    ([path, { compute_resources: hosts, ...rest }]): Environment => [
      path.split('/').at(-1) as string,
      hosts as Arguments,
      rest,
    ],
  );

describe('TrainingCluster', () => {
  const plain = cluster();

  it('is a queue with shares from the first day, and for each capacity hosts', () => {
    const own = plain.all().filter(({ path }) => path.startsWith('Training/'));
    const counts: Record<string, number> = {};
    for (const { type } of own) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({
      aws_batch_compute_environment: 1,
      aws_batch_job_queue: 1,
      aws_batch_scheduling_policy: 1,
      aws_cloudwatch_dashboard: 1,
      aws_cloudwatch_event_rule: 4,
      aws_cloudwatch_metric_alarm: 2,
      aws_iam_instance_profile: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_iam_role_policy_attachment: 2,
      aws_launch_template: 1,
      aws_security_group: 1,
      aws_vpc_security_group_egress_rule: 1,
    });
  });

  it('can be changed in place: linked role, strategies that may, its number of hosts left to Batch, a new one before the old', () => {
    const [, hosts, rest] = environments(plain)[0] as Environment;
    expect(rest).not.toHaveProperty('service_role');
    expect(hosts).toMatchObject({
      type: 'EC2',
      allocation_strategy: 'BEST_FIT_PROGRESSIVE',
      min_vcpus: 0,
      max_vcpus: 64,
    });
    expect(hosts).not.toHaveProperty('desired_vcpus');
    expect(rest).toMatchObject({
      name_prefix: expect.stringMatching(/^test--gpu--on-demand--[0-9a-f]{8}-$/),
      lifecycle: { create_before_destroy: true, ignore_changes: ['compute_resources[0].desired_vcpus'] },
      update_policy: { terminate_jobs_on_update: false },
    });
    expect(String((hosts.launch_template as Arguments).version)).toContain('.latest_version}');
  });

  it('is another environment with another image, which an update would not bring', () => {
    const prefix = (amiRelease: string) => environments(cluster({ amiRelease }))[0]?.[2].name_prefix;
    expect(prefix(GPU.replace('20251108', '20251120'))).not.toBe(prefix(GPU));
    expect(prefix(GPU)).toBe(prefix(GPU));
  });

  it('takes every type of today with just these accelerators, and their image', () => {
    const [, hosts] = environments(plain)[0] as Environment;
    expect(hosts.instance_type).toEqual(['g5.xlarge', 'g5.2xlarge', 'g5.4xlarge', 'g5.8xlarge', 'g5.16xlarge']);
    expect(hosts.ec2_configuration).toEqual([{ image_type: 'ECS_AL2023_NVIDIA' }]);
    const cpu = cluster({ accelerators: undefined, instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64 });
    const [, others] = environments(cpu)[0] as Environment;
    expect(others.ec2_configuration).toEqual([{ image_type: 'ECS_AL2023' }]);
  });

  it('asks for each capacity in its order, and keeps hosts warm in the first', () => {
    const both = cluster({ capacity: ['spot', 'on-demand'], warmVcpus: 8 });
    expect(
      environments(both).map(([id, hosts]) => [id, hosts.type, hosts.allocation_strategy, hosts.min_vcpus]),
    ).toEqual([
      ['Hosts-on-demand', 'EC2', 'BEST_FIT_PROGRESSIVE', 0],
      ['Hosts-spot', 'SPOT', 'SPOT_PRICE_CAPACITY_OPTIMIZED', 8],
    ]);
    expect(both.only('aws_batch_job_queue').compute_environment_order).toEqual([
      { order: 1, compute_environment: refTo('aws_batch_compute_environment', 'Training/Hosts-spot', 'arn') },
      { order: 2, compute_environment: refTo('aws_batch_compute_environment', 'Training/Hosts-on-demand', 'arn') },
    ]);
  });

  it('gives up what cannot start, so that those behind it can', () => {
    const limits = plain.only('aws_batch_job_queue').job_state_time_limit_action as Arguments[];
    expect(limits.map(({ reason, max_time_seconds }) => [reason, max_time_seconds])).toEqual([
      ['CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY', 14_400],
      ['MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE', 600],
      ['MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT', 600],
    ]);
  });

  it('makes hosts that are closed, in the groups that Batch is told, with user data in parts', () => {
    const template = plain.only('aws_launch_template');
    expect(template).toMatchObject({
      metadata_options: { http_tokens: 'required', http_put_response_hop_limit: 1 },
      block_device_mappings: [{ ebs: { encrypted: 'true', volume_size: 200 } }],
    });
    expect(template).not.toHaveProperty('network_interfaces');
    expect(plain.of('aws_vpc_security_group_ingress_rule')).toEqual({});
    const script = String(template.user_data);
    expect(script.indexOf('multipart/mixed')).toBeLessThan(script.indexOf('#!/bin/bash'));
    expect(script).not.toContain('ECS_CLUSTER');
    expect(script.indexOf('mask ecs')).toBeLessThan(script.indexOf('keep-credentials.sh'));
    expect(script.indexOf('training-host.sh')).toBeLessThan(script.indexOf('keep-credentials.sh'));
    expect(script.indexOf('keep-credentials.sh')).toBeLessThan(script.indexOf('takes_jobs'));
  });

  it('mounts instance stores where every host has one, packed with the programs that go before', () => {
    const script = String(plain.only('aws_launch_template').user_data);
    const order = [
      "VOLUME_KIND='scratch'",
      'base64gzip',
      'training-host.sh',
      'scratch.sh',
      'volume-host.sh',
      'takes_jobs',
    ];
    const places = order.map((text) => script.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const without = cluster({
      accelerators: undefined,
      instanceTypes: ['m6i.xlarge', 'm6id.xlarge'],
      amiRelease: AMD64,
    });
    expect(String(without.only('aws_launch_template').user_data)).not.toMatch(/scratch|volume-host/);
  });

  it('runs what the user says on each host, before it takes jobs', () => {
    const script = String(cluster({ onHostStart: ['nvidia-smi -pm 1\n'] }).only('aws_launch_template').user_data);
    const hook = `hook 1 '${Buffer.from('nvidia-smi -pm 1\n').toString('base64')}'`;
    expect(script).toContain(hook);
    expect(script.indexOf(hook)).toBeLessThan(script.indexOf('takes_jobs'));
  });

  it('has hosts that are gone when they end themselves, and may say so in one event of their own and no other', () => {
    expect(plain.only('aws_launch_template')).toMatchObject({ instance_initiated_shutdown_behavior: 'terminate' });
    const { Statement } = JSON.parse(String(plain.only('aws_iam_role_policy').policy)) as { Statement: object[] };
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: expect.stringMatching(/^arn:aws:events:us-east-1:\d{12}:event-bus\/default$/),
        Condition: {
          StringEquals: { 'events:source': 'stowage.training', 'events:detail-type': 'Training Host Failed' },
        },
      },
    ]);
  });

  describe('tells', () => {
    const OWN = 'arn:aws:sns:us-east-1:123456789012:test-alarms';
    const TOPICS = [OWN, 'arn:aws:sns:us-east-1:123456789012:on-call', 'arn:aws:sns:us-east-1:210987654321:on-call'];
    const told = cluster({ site: testSite({ alarmTopicArns: TOPICS.slice(1) }), capacity: ['spot', 'on-demand'] });

    it('each topic of each event that the spec names, in words', () => {
      const targets = Object.entries(told.of('aws_cloudwatch_event_target'));
      expect(targets).toHaveLength(12);
      expect(new Set(targets.map(([, { arn }]) => arn))).toEqual(new Set(TOPICS));
      const failed = told.of('aws_cloudwatch_event_target')[
        'Training/Watch/Told-failed-job-123456789012-on-call'
      ] as Arguments;
      expect(failed).toMatchObject({
        rule: refTo('aws_cloudwatch_event_rule', 'Training/Watch/Rule-failed-job', 'name'),
        input_transformer: {
          input_paths: { job: '$.detail.jobName' },
          input_template: expect.stringMatching(/^"Training cluster test\/gpu: job <job> .*"$/),
        },
      });
      const one = cluster({ events: ['blocked-queue'], site: testSite() });
      expect(Object.keys(one.of('aws_cloudwatch_event_target'))).toEqual([
        'Training/Watch/Told-blocked-queue-123456789012-test-alarms',
      ]);
    });

    it('of its own queue alone', () => {
      const { event_pattern } = told.of('aws_cloudwatch_event_rule')['Training/Watch/Rule-failed-job'] as Arguments;
      const queue = String(refTo('aws_batch_job_queue', 'Training/Queue', 'arn')).slice(2, -1);
      expect(String(event_pattern)).toContain(queue);
    });

    it('by alarms that count its rules, and by one for what reached no topic, in this order of the same topics', () => {
      const alarms = told.of('aws_cloudwatch_metric_alarm');
      expect(Object.keys(alarms)).toEqual([
        'Training/Watch/Alarm-blocked-queue',
        'Training/Watch/Alarm-failed-host',
        'Training/Watch/Alarm-undelivered',
      ]);
      for (const alarm of Object.values(alarms))
        expect(alarm).toMatchObject({ alarm_actions: TOPICS, ok_actions: TOPICS, treat_missing_data: 'notBreaching' });
      expect(plain.of('aws_cloudwatch_event_target')).toEqual({});
    });

    it('by a dashboard with the hosts of each capacity', () => {
      const body = String(told.only('aws_cloudwatch_dashboard').dashboard_body);
      for (const capacity of ['spot', 'on-demand']) {
        const hosts = String(refTo('aws_batch_compute_environment', `Training/Hosts-${capacity}`, 'ecs_cluster_arn'));
        expect(body).toContain(`element(split("/", ${hosts.slice(2, -1)}), 1)`);
      }
      expect(body).toContain('GPUReservation');
      const cpu = cluster({ accelerators: undefined, instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64 });
      expect(String(cpu.only('aws_cloudwatch_dashboard').dashboard_body)).not.toContain('GPUReservation');
    });
  });

  describe('with a budget', () => {
    const kept = (said: object = {}) => cluster({ warmVcpus: 8, budget: { monthlyUsd: 500, ...said } });
    const finish = kept();
    const grants = (stack: SynthesizedStack) => {
      const policies = Object.entries(stack.of('aws_iam_role_policy')).filter(([path]) => path.includes('/Budget/'));
      return String(policies[0]?.[1].policy);
    };

    it('has a function that looks every five minutes, and remembers', () => {
      const own = finish.all().filter(({ path }) => path.startsWith('Training/Budget/'));
      expect(own.map(({ type }) => type).sort()).toEqual([
        'aws_cloudwatch_event_rule',
        'aws_cloudwatch_event_target',
        'aws_cloudwatch_log_group',
        'aws_cloudwatch_metric_alarm',
        'aws_cloudwatch_metric_alarm',
        'aws_cloudwatch_metric_alarm',
        'aws_iam_role',
        'aws_iam_role_policy',
        'aws_lambda_function',
        'aws_lambda_permission',
        'aws_ssm_parameter',
      ]);
      const { SETTINGS } = (finish.only('aws_lambda_function').environment as Arguments).variables as Arguments;
      for (const part of ['"monthlyUsd" = 500', '"stop" = "finish"', '"minvCpus" = 8', '"g5.xlarge" = 1.006'])
        expect(String(SETTINGS)).toContain(part);
      const schedule = finish.of('aws_cloudwatch_event_rule')['Training/Budget/Schedule'];
      expect(schedule).toMatchObject({ schedule_expression: 'rate(5 minutes)' });
      expect(plain.of('aws_lambda_function')).toEqual({});
    });

    it('leaves to the function what Terraform would turn on again, and nothing else', () => {
      const [, , rest] = environments(finish)[0] as Environment;
      expect(rest.lifecycle).toMatchObject({ ignore_changes: ['compute_resources[0].desired_vcpus', 'state'] });
      expect(finish.only('aws_batch_job_queue').lifecycle).toEqual({ ignore_changes: ['state'] });
      expect(finish.only('aws_ssm_parameter').lifecycle).toEqual({ ignore_changes: ['value'] });
      expect(plain.only('aws_batch_job_queue')).not.toHaveProperty('lifecycle');
    });

    it('lets the function end jobs only where it is to', () => {
      expect(grants(finish)).not.toContain('TerminateJob');
      expect(grants(kept({ stop: 'end' }))).toContain('batch:TerminateJob');
      const queue = String(refTo('aws_batch_job_queue', 'Training/Queue', 'arn')).slice(2, -1);
      expect(grants(finish)).toContain(queue);
    });

    it('knows its hosts by a tag', () => {
      const [instance] = finish.only('aws_launch_template').tag_specifications as Arguments[];
      expect(instance).toMatchObject({ tags: { 'stowage:environment': 'test', 'stowage:training': 'gpu' } });
    });
  });

  it('shares by weight: twice the weight is half the factor', () => {
    const policy = cluster({ teams: { ads: { weight: 2 }, search: {} } }).only('aws_batch_scheduling_policy');
    const shares = (policy.fair_share_policy as Arguments).share_distribution as Arguments[];
    expect(shares.map(({ weight_factor }) => weight_factor)).toEqual([0.5, 1]);
  });

  it('takes hosts of a reservation from a template of their own, beside all others', () => {
    const reserved = cluster({ capacity: ['reserved', 'on-demand'], reservationId: 'cr-0123456789abcdef0' });
    const templates = reserved.of('aws_launch_template');
    expect(Object.keys(templates)).toEqual(['Training/Host/Host/Reserved', 'Training/Host/Host/Template']);
    expect(templates['Training/Host/Host/Reserved']).toMatchObject({
      capacity_reservation_specification: {
        capacity_reservation_preference: 'capacity-reservations-only',
        capacity_reservation_target: { capacity_reservation_id: 'cr-0123456789abcdef0' },
      },
    });
    const used = environments(reserved).map(([id, hosts]) => [
      id,
      (hosts.launch_template as Arguments).launch_template_id,
    ]);
    expect(Object.fromEntries(used)).toEqual({
      'Hosts-reserved': refTo('aws_launch_template', 'Training/Host/Host/Reserved'),
      'Hosts-on-demand': refTo('aws_launch_template', 'Training/Host/Host/Template'),
    });
    expect(reserved.of('aws_placement_group')).toEqual({});
  });

  it('shows all that it is made of', () => {
    const shown: string[] = [];
    synthStack((stack) => {
      const { resources } = new TrainingCluster(stack, 'Training', {
        site: testSite(),
        name: 'gpu',
        network,
        instanceTypes: ['p4d.24xlarge'],
        amiRelease: GPU,
        maxVcpus: 96,
        multiNode: true,
        placement: 'cluster',
        capacity: ['reserved'],
        reservationId: 'cr-0123456789abcdef0',
        budget: { monthlyUsd: 500 },
      });
      shown.push(...Object.keys(resources).sort());
    });
    expect(shown).toEqual([
      'alarms',
      'budget',
      'computeEnvironments',
      'dashboard',
      'hostRole',
      'launchTemplate',
      'placementGroup',
      'queue',
      'reservedLaunchTemplate',
      'rules',
      'schedulingPolicy',
      'securityGroup',
    ]);
  });

  it('takes hosts of a capacity block from a template that asks for such, and tells before it ends', () => {
    const block = cluster({
      accelerators: undefined,
      instanceTypes: ['p5.48xlarge'],
      maxVcpus: 192,
      zones: ['us-east-1a'],
      capacity: ['reserved'],
      capacityBlock: { reservationId: 'cr-0123456789abcdef0' },
    });
    expect(block.of('aws_launch_template')['Training/Host/Host/Reserved']).toMatchObject({
      instance_market_options: { market_type: 'capacity-block' },
      capacity_reservation_specification: {
        capacity_reservation_target: { capacity_reservation_id: 'cr-0123456789abcdef0' },
      },
    });
    const rule = block.of('aws_cloudwatch_event_rule')['Training/Watch/Rule-ending-block'] as Arguments;
    expect(JSON.parse(String(rule.event_pattern)).detail).toEqual({
      'capacity-reservation-id': ['cr-0123456789abcdef0'],
    });
    expect(plain.of('aws_cloudwatch_event_rule')).not.toHaveProperty('Training/Watch/Rule-ending-block');
  });

  describe('for jobs of several hosts', () => {
    const many = cluster({ accelerators: undefined, instanceTypes: ['p4d.24xlarge'], multiNode: true, maxVcpus: 384 });

    it('has hosts that are in one zone, close together, and talk to each other by every adapter', () => {
      const [, hosts] = environments(many)[0] as Environment;
      expect(hosts.subnets).toHaveLength(1);
      expect(hosts.placement_group).toEqual(refTo('aws_placement_group', 'Training/Host/Placement', 'name'));
      expect(many.only('aws_placement_group')).toMatchObject({ strategy: 'cluster' });
      const interfaces = many.only('aws_launch_template').network_interfaces as Arguments[];
      expect(interfaces.map((one) => [one.network_card_index, one.device_index, one.interface_type])).toEqual([
        [0, 0, undefined],
        [0, 1, 'efa-only'],
        [1, 0, 'efa-only'],
        [2, 0, 'efa-only'],
        [3, 0, 'efa-only'],
      ]);
      const group = refTo('aws_security_group', 'Training/Host/Host/SecurityGroup');
      expect(hosts.security_group_ids).toEqual([group]);
      for (const { security_groups } of interfaces) expect(security_groups).toEqual([group]);
      expect(many.only('aws_vpc_security_group_ingress_rule')).toMatchObject({
        security_group_id: group,
        referenced_security_group_id: group,
        ip_protocol: '-1',
      });
    });

    it('leaves interfaces to Batch where no type has the fabric', () => {
      const plainHosts = cluster({
        accelerators: undefined,
        instanceTypes: ['m6i.2xlarge'],
        amiRelease: AMD64,
        multiNode: true,
      });
      expect(plainHosts.only('aws_launch_template')).not.toHaveProperty('network_interfaces');
    });
  });

  it('refuses hosts that there are not', () => {
    expect(refusalOf(() => cluster({ accelerators: { a11g: 1 } })).lines).toEqual([
      expect.stringContaining("did you mean 'a10g'? [UnknownAccelerator]"),
    ]);
    expect(refusalOf(() => cluster({ instanceTypes: ['g5.xlarge'] })).lines).toEqual([
      expect.stringContaining('[HostsSaidTwice]'),
    ]);
  });
});
