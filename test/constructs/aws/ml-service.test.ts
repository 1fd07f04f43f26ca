import type { MlService } from '../../../constructs/aws';
import type { ServiceInput } from '../../../src/spec/service';
import { EXEC_PATHS } from '../../../src/task/container-definitions';
import { endpointsHash, endpointsOf } from '../../../src/task/endpoint';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import { AMD64, ARM64 } from '../../support/builders/test-environment';
import { testServiceSpec } from '../../support/builders/test-service';

const contract = testContract();
const SERVICE = 'aws_ecs_service';

interface Container {
  readonly name: string;
  readonly environment: readonly { name: string; value: string }[];
  readonly mountPoints?: unknown;
  readonly dockerLabels?: Record<string, string>;
}
const one = (service: Partial<ServiceInput> = {}, say?: (bidder: MlService) => void) =>
  synthServices({ services: { bidder: service }, say: ({ bidder }) => say?.(bidder as MlService) });
const containersOf = (stack: SynthesizedStack, name = 'bidder') =>
  readDocument(stack.at('aws_ecs_task_definition', `${name}/Task`).container_definitions) as Container[];
const variablesOf = (stack: SynthesizedStack, name: string) =>
  Object.fromEntries((containersOf(stack, name)[0] as Container).environment.map((v) => [v.name, v.value]));
const waitsOf = (stack: SynthesizedStack, name = 'bidder') =>
  stack.at(SERVICE, `${name}/Service`).depends_on as string[];

describe('MlService', () => {
  describe('defaults', () => {
    const plain = one();

    it('is a service with its task, roles, group and log, and asks AWS for nothing', () => {
      expect(plain.counts).toEqual({
        aws_cloudwatch_log_group: 1,
        // Replicas that fail over and over, and server errors.
        aws_cloudwatch_metric_alarm: 2,
        aws_cloudwatch_query_definition: 3,
        aws_ecs_service: 1,
        aws_ecs_task_definition: 1,
        aws_iam_role: 2,
        aws_iam_role_policy: 1,
        aws_security_group: 1,
      });
      expect(plain.dataSources).toEqual({});
    });

    it('runs two replicas, spread over zones, in private subnets', () => {
      expect(plain.only(SERVICE)).toMatchObject({
        name: 'ads-bidder',
        cluster: contract.cluster.arn,
        desired_count: 2,
        capacity_provider_strategy: [{ capacity_provider: 'test-general', weight: 1 }],
        force_new_deployment: true,
        availability_zone_rebalancing: 'ENABLED',
        network_configuration: {
          assign_public_ip: false,
          subnets: Object.values(contract.network.subnets.private),
          security_groups: [refTo('aws_security_group', 'bidder/SecurityGroup')],
        },
      });
    });

    it('replaces them without a pause, and rolls back by itself', () => {
      expect(plain.only(SERVICE)).toMatchObject({
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        deployment_circuit_breaker: { enable: true, rollback: true },
      });
    });

    it('is found at its address by those who may call it', () => {
      expect(plain.only(SERVICE).service_connect_configuration).toMatchObject({
        enabled: true,
        namespace: contract.cluster.namespaceArn,
        service: [
          {
            port_name: 'http',
            client_alias: { dns_name: 'bidder.ads', port: 8080 },
            timeout: { per_request_timeout_seconds: 30, idle_timeout_seconds: 300 },
          },
        ],
      });
      one({}, (bidder) => expect(bidder.url).toBe('http://bidder.ads:8080'));
    });

    it('lets nobody in, nothing out, and opens no shell', () => {
      expect(plain.only(SERVICE).enable_execute_command).toBe(false);
      expect(plain.only('aws_ecs_task_definition')).not.toHaveProperty('volume');
    });

    it('writes an encrypted log for a month', () => {
      expect(plain.only('aws_cloudwatch_log_group')).toMatchObject({
        name: '/test/ads/bidder',
        retention_in_days: 30,
        kms_key_id: contract.keys.logs,
      });
    });
  });

  describe('options', () => {
    it('runs as many replicas as it says, and keeps to that', () => {
      const service = one({ replicas: 5 }).only(SERVICE);
      expect(service.desired_count).toBe(5);
      expect(service.lifecycle).toEqual({ prevent_destroy: true });
    });

    it('leaves the number of replicas to a scaler where it says bounds, and only there', () => {
      const scaled = one({ replicas: { min: 2, max: 10 } });
      expect(scaled.only(SERVICE)).toMatchObject({
        desired_count: 2,
        lifecycle: { ignore_changes: ['desired_count'] },
      });
      expect(scaled.only('aws_appautoscaling_target')).toMatchObject({ min_capacity: 2, max_capacity: 10 });
      expect(one({ replicas: { min: 2, max: 2 } }).counts).not.toHaveProperty('aws_appautoscaling_target');
    });

    it('runs on the machines of its fleet', () => {
      const fleets = {
        general: { instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 4 },
        arm: { instanceTypes: ['m7g.2xlarge'], amiRelease: ARM64, maxHosts: 4, zones: ['us-east-1b'] },
      };
      const arm = synthServices({ environment: { fleets }, services: { bidder: { fleet: 'arm' } } });
      expect(arm.only('aws_ecs_task_definition').runtime_platform).toMatchObject({ cpu_architecture: 'ARM64' });
      expect(arm.only(SERVICE)).toMatchObject({
        capacity_provider_strategy: [{ capacity_provider: 'test-arm' }],
        network_configuration: { subnets: [contract.network.subnets.private['us-east-1b']] },
      });
    });

    it('can be debugged: a shell as by exec, time for whoever is in it, and commands to look with', () => {
      const shell = one({ exec: true });
      let commands: MlService['debugCommands'];
      const debugged = one({ debug: true }, (bidder) => {
        commands = bidder.debugCommands;
      });
      expect(debugged.counts).toEqual(shell.counts);
      expect(debugged.only(SERVICE).enable_execute_command).toBe(true);
      expect(containersOf(debugged)[0]).toMatchObject({ ...containersOf(shell)[0], stopTimeout: 120 });
      expect(containersOf(one({ debug: true, stopSeconds: 300 }))[0]).toMatchObject({ stopTimeout: 300 });
      expect(Object.keys(commands ?? {})).toEqual(['exec', 'tail', 'failures', 'portForward']);
      one({ exec: true }, (bidder) => expect(bidder.debugCommands).toBeUndefined());
    });

    it('opens shells: with three paths that their agent writes, permissions, and a way to Session Manager', () => {
      const open = one({ exec: true });
      const names = EXEC_PATHS.map(({ name }) => ({ name }));
      expect(open.only(SERVICE).enable_execute_command).toBe(true);
      expect(open.only('aws_ecs_task_definition').volume).toEqual(names);
      expect(containersOf(open)[0]?.mountPoints).toHaveLength(3);
      expect(open.only('aws_vpc_security_group_egress_rule')).toMatchObject({ from_port: 443, cidr_ipv4: '0.0.0.0/0' });
      expect(waitsOf(open)).toEqual(
        expect.arrayContaining([
          'aws_iam_role_policy[bidder/TaskRole/Policy]',
          'aws_vpc_security_group_egress_rule[bidder/ToSessionManager]',
        ]),
      );
    });

    it('has a hard limit on the cores of the task where it says one', () => {
      expect(one({ limits: { cpus: 2 } }).only('aws_ecs_task_definition').cpu).toBe('2304');
      expect(one().only('aws_ecs_task_definition')).not.toHaveProperty('cpu');
    });

    it('rolls out as it says, and does not move replicas where it may not start another first', () => {
      const careful = one({ rollout: { minimumHealthyPercent: 50, maximumPercent: 100 } }).only(SERVICE);
      expect(careful).toMatchObject({
        deployment_minimum_healthy_percent: 50,
        deployment_maximum_percent: 100,
        availability_zone_rebalancing: 'DISABLED',
      });
    });

    it('has no address without ports, and calls others all the same', () => {
      const silent = one({ ports: {} }, (bidder) => expect(bidder.url).toBeUndefined());
      expect(silent.only(SERVICE).service_connect_configuration).toEqual({
        enabled: true,
        namespace: contract.cluster.namespaceArn,
        service: [],
      });
    });
  });

  describe('refuses', () => {
    it('what could never run, all of it at once', () => {
      expect(refusalOf(() => one({ gpus: 1, image: 'model', routes: [{ gateway: 'publik', path: '/*' }] }))).toEqual({
        what: "MlService 'test/bidder'",
        lines: [
          expect.stringContaining('[UnpinnedImage]'),
          expect.stringContaining('[NoGpuOnFleet]'),
          expect.stringContaining("did you mean 'public'? [UnknownGateway]"),
        ],
      });
    });

    it('a route that no load balancer takes', () => {
      expect(refusalOf(() => one({ routes: [{}] })).lines).toEqual([expect.stringContaining('[RouteTooBroad]')]);
    });

    it('a field that it does not have', () => {
      expect(refusalOf(() => one({ memory: 1 } as object)).lines).toEqual([
        "memory is not a field; did you mean 'memoryMiB'? [UnknownField]",
      ]);
    });
  });

  describe('wiring', () => {
    const pair = (say: (services: Record<string, MlService>) => void) =>
      synthServices({ services: { bidder: {}, model: { ports: { http: { number: 80 }, rpc: { number: 81 } } } }, say });

    it('tells a caller where its callee is, and starts it anew when that changes', () => {
      const endpoints = endpointsOf(
        'ads',
        'model',
        testServiceSpec({ ports: { http: { number: 80 }, rpc: { number: 81 } } }).ports,
      );
      const all = pair(({ bidder, model }) => model?.connections.allowFrom(bidder as MlService, 'bids need scores'));
      expect(variablesOf(all, 'bidder')).toMatchObject({
        MODEL_URL: 'http://model.ads:80',
        MODEL_RPC_URL: 'http://model.ads:81',
      });
      expect(containersOf(all)[0]?.dockerLabels).toEqual({ 'stowage.endpoints': endpointsHash(endpoints) });
      expect(variablesOf(all, 'model')).not.toHaveProperty('BIDDER_URL');
    });

    it('starts a caller after its callee, and both after the rules between them', () => {
      const edge = pair(({ bidder, model }) => model?.connections.allowFrom(bidder as MlService, 'why', ['http']));
      expect(waitsOf(edge)).toEqual([
        'aws_iam_role_policy[bidder/ExecutionRole/Policy]',
        'aws_vpc_security_group_egress_rule[model/Out-bidder_ads-http]',
        'aws_ecs_service[model/Service]',
      ]);
      expect(waitsOf(edge, 'model')).toContain('aws_vpc_security_group_ingress_rule[model/From-bidder_ads-http]');
    });

    it('makes no circle of two that call each other', () => {
      const mutual = pair(({ bidder, model }) => {
        model?.connections.allowFrom(bidder as MlService, 'why');
        bidder?.connections.allowFrom(model as MlService, 'why');
      });
      expect(waitsOf(mutual)).toContain('aws_ecs_service[model/Service]');
      expect(waitsOf(mutual, 'model')).not.toContain('aws_ecs_service[bidder/Service]');
      expect(variablesOf(mutual, 'model')).toMatchObject({ BIDDER_URL: 'http://bidder.ads:8080' });
    });

    it('scales the service that it is, by the name that it has', () => {
      const scaled = one({ replicas: { min: 1, max: 4 } });
      const resource = `service/test/${refTo(SERVICE, 'bidder/Service', 'name')}`;
      expect(scaled.only('aws_appautoscaling_target').resource_id).toBe(resource);
      expect(scaled.only('aws_appautoscaling_policy')).toMatchObject({
        resource_id: resource,
        depends_on: ['aws_appautoscaling_target[bidder/Scaling/Target]'],
        target_tracking_scaling_policy_configuration: { target_value: 60 },
      });
    });

    it('is allowed to start: its image, its log and its secrets, and nothing else', () => {
      const own = one({
        image: { repository: 'ads/bidder', tag: '1.0' },
        secrets: { KEY: { secretsManager: 'ads/exchange', key: 'signing' } },
      });
      const { Statement } = readDocument(own.only('aws_iam_role_policy').policy) as { Statement: object[] };
      const repository = 'arn:aws:ecr:us-east-1:123456789012:repository/ads/bidder';
      expect(Statement).toHaveLength(4);
      expect(Statement).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Action: 'ecr:GetAuthorizationToken', Resource: '*' }),
          expect.objectContaining({ Resource: repository }),
          expect.objectContaining({ Resource: '‹aws_cloudwatch_log_group[bidder/Logs].arn›:*' }),
          expect.objectContaining({
            Resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ads/exchange-??????',
          }),
        ]),
      );
      expect(own.only('aws_ecs_task_definition')).toMatchObject({
        execution_role_arn: refTo('aws_iam_role', 'bidder/ExecutionRole/Role', 'arn'),
        task_role_arn: refTo('aws_iam_role', 'bidder/TaskRole/Role', 'arn'),
      });
    });

    it('starts after whatever its processes were granted, also when that was said later', () => {
      const grant = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::models/*'] };
      const granted = one({}, (bidder) => bidder.identity.grant(grant));
      expect(waitsOf(granted)).toContain('aws_iam_role_policy[bidder/TaskRole/Policy]');
    });
  });
});
