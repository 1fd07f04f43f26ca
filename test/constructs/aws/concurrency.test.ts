import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = `public.ecr.aws/aws-elb/target-optimizer/target-control-agent@${DIGEST}`;
const routed = { routes: [{ path: '/*' }] } satisfies Partial<ServiceInput>;
const limited = (service: Partial<ServiceInput> = {}, limit: object = {}) =>
  synthServices({ services: { bidder: { ...routed, ...service, maxConcurrencyPerReplica: { image, ...limit } } } });
const containersOf = (stack: SynthesizedStack) =>
  readDocument(stack.only('aws_ecs_task_definition').container_definitions) as Record<string, unknown>[];
const agentOf = (stack: SynthesizedStack) => containersOf(stack).find(({ name }) => name === 'concurrency-agent');
const variables = (container: Record<string, unknown> = {}) =>
  Object.fromEntries((container.environment as { name: string; value: string }[]).map((v) => [v.name, v.value]));
const TARGET = 'aws_lb_target_group';
const INGRESS = 'aws_vpc_security_group_ingress_rule';
const entrances = (stack: SynthesizedStack) =>
  Object.values(stack.of(INGRESS))
    .map((rule) => Number(rule.from_port))
    .sort((a, b) => a - b);

describe('a limit on the requests of a replica', () => {
  describe('defaults', () => {
    const plain = limited();

    it('is one at a time, counted by an agent before the service that the balancer agrees with', () => {
      expect(variables(agentOf(plain))).toMatchObject({
        TARGET_CONTROL_DATA_ADDRESS: '0.0.0.0:21000',
        TARGET_CONTROL_CONTROL_ADDRESS: '0.0.0.0:21001',
        TARGET_CONTROL_DESTINATION_ADDRESS: '127.0.0.1:8080',
        TARGET_CONTROL_MAX_CONCURRENCY: '1',
        TARGET_CONTROL_PROTOCOL_VERSION: 'HTTP1',
      });
      expect(plain.only(TARGET)).toMatchObject({
        port: 21_000,
        target_control_port: 21_001,
        health_check: { port: 'traffic-port' },
      });
    });

    it('makes nothing that a route without it does not have, but two rules for the second port', () => {
      const { counts } = synthServices({ services: { bidder: routed } });
      expect(plain.counts).toEqual({
        ...counts,
        [INGRESS]: 2,
        aws_vpc_security_group_egress_rule: 2,
      });
    });

    it('is not there without it', () => {
      expect(synthServices({ services: { bidder: routed } }).only(TARGET)).not.toHaveProperty('target_control_port');
    });
  });

  describe('options', () => {
    it('lets in as many as it says, in the words of the port', () => {
      const grpc = limited({ ports: { rpc: { number: 9000, protocol: 'grpc' } } }, { requests: 4 });
      expect(variables(agentOf(grpc))).toMatchObject({
        TARGET_CONTROL_DESTINATION_ADDRESS: '127.0.0.1:9000',
        TARGET_CONTROL_MAX_CONCURRENCY: '4',
        TARGET_CONTROL_PROTOCOL_VERSION: 'GRPC',
      });
      expect(grpc.only(TARGET)).toMatchObject({ protocol_version: 'GRPC', port: 21_000 });
    });

    it('keeps out of the way of the ports of the service', () => {
      const near = limited({ ports: { http: { number: 21_000 } } });
      expect(near.only(TARGET)).toMatchObject({ port: 21_001, target_control_port: 21_002 });
    });

    it('asks for health through the agent, unless another port is named', () => {
      const ports = { http: { number: 8080 }, admin: { number: 9090 } };
      const routes = [{ port: 'http', path: '/*' }];
      const asked = (port: string) => limited({ ports, routes, health: { readiness: { port } } });
      expect(asked('http').only(TARGET)).toMatchObject({ health_check: { port: 'traffic-port' } });
      expect(asked('admin').only(TARGET)).toMatchObject({ health_check: { port: '9090' } });
      expect(entrances(asked('admin'))).toEqual([9090, 21_000, 21_001]);
    });

    it('is part of the name of the target group: a control port is given once and for all', () => {
      const plain = synthServices({ services: { bidder: routed } }).only(TARGET).name;
      const near = limited({
        ports: { http: { number: 8080 }, admin: { number: 21_001 } },
        routes: [{ port: 'http', path: '/*' }],
      });
      expect(new Set([plain, limited().only(TARGET).name, near.only(TARGET).name]).size).toBe(3);
    });

    it('pulls the agent as it pulls any image', () => {
      const own = limited({}, { image: { repository: 'mirror/agent', digest: DIGEST } });
      expect(JSON.stringify(own.at('aws_iam_role_policy', 'bidder/ExecutionRole/Policy'))).toContain('mirror/agent');
    });
  });

  describe('refuses', () => {
    it('a limit that nothing would keep to', () => {
      expect(refusalOf(() => limited({ routes: [] })).lines).toEqual([
        expect.stringMatching(/\[ConcurrencyWithoutRoute\]$/),
      ]);
    });
  });

  describe('wiring', () => {
    const whole = limited({ init: [{ name: 'fetch', image: 'example/fetch:1.0' }] });

    it('leads requests to the agent, and only them: the gateway is not let in past it', () => {
      expect(whole.only('aws_ecs_service').load_balancer).toEqual([
        {
          target_group_arn: refTo(TARGET, 'bidder/Routes/Target-public-http', 'arn'),
          container_name: 'concurrency-agent',
          container_port: 21_000,
        },
      ]);
      expect(entrances(whole)).toEqual([21_000, 21_001]);
    });

    it('starts the agent first and stops it last, after what prepares the start', () => {
      const [main, agent] = containersOf(whole);
      expect(main?.dependsOn).toEqual([
        { containerName: 'fetch', condition: 'SUCCESS' },
        { containerName: 'concurrency-agent', condition: 'START' },
      ]);
      expect(agent).toMatchObject({
        name: 'concurrency-agent',
        essential: true,
        readonlyRootFilesystem: true,
        user: '1000:1000',
        dependsOn: [{ containerName: 'fetch', condition: 'SUCCESS' }],
        portMappings: [
          { name: 'concurrency-agent-data', containerPort: 21_000 },
          { name: 'concurrency-agent-control', containerPort: 21_001 },
        ],
      });
    });

    it('tells the mesh nothing of the agent', () => {
      expect(JSON.stringify(whole.only('aws_ecs_service').service_connect_configuration)).not.toContain('agent');
    });

    it('counts the agent into a hard limit on the cores of the task', () => {
      expect(limited({ limits: { cpus: 2 } }).only('aws_ecs_task_definition').cpu).toBe(String(2048 + 102 + 256));
    });
  });
});
