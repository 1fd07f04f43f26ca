import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

type Routes = NonNullable<ServiceInput['routes']>;

const api = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'routes',
  services: {
    api: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      ports: { http: { number: 8080 } },
      ...service,
    },
  },
});
const routed = (...routes: Omit<Routes[number], 'gateway'>[]): SystemInput =>
  api({ routes: routes.map((route) => ({ gateway: 'internal', ...route })) });
const rpc = (route: Routes[number]): SystemInput =>
  api({ ports: { rpc: { number: 9000, protocol: 'grpc' } }, routes: [route] });
const slow = (timeoutSeconds: number): SystemInput =>
  api({ ports: { http: { number: 8080, timeoutSeconds } }, routes: [{ gateway: 'internal', path: '/v1/*' }] });
const edge: EnvironmentInput = {
  ...environments.dev,
  gateways: { ...environments.dev.gateways, edge: { kind: 'network' } },
};
const listening = (...ports: number[]): SystemInput =>
  api({ listeners: ports.map((listenPort) => ({ gateway: 'edge', listenPort })) });

const BALANCERS = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const TARGETS = `${BALANCERS}:targetgroup/api/0123456789abcdef`;
const rule = (priority: number, ...values: string[]) => ({
  listener_arn: `${BALANCERS}:listener/app/web/0123456789abcdef/0123456789abcdef`,
  priority,
  condition: [{ path_pattern: [{ values }] }],
  action: [{ type: 'forward', target_group_arn: TARGETS }],
});
const listener = {
  load_balancer_arn: `${BALANCERS}:loadbalancer/net/edge/0123456789abcdef`,
  port: 9000,
  protocol: 'TCP',
  default_action: [{ type: 'forward', target_group_arn: TARGETS }],
};

const ORDER = 'ELB user guide, "Listener rules for your Application Load Balancer", 2026-11';

/** Routes that a load balancer refuses, or never takes. */
export const routeCases: readonly RefusedCase[] = [
  {
    code: 'PriorityCollision',
    what: 'two routes of one priority',
    awsSays: 'PriorityInUse: ELB API reference, "CreateRule", 2026-11',
    refused: routed({ path: '/v1/*', priority: 2000 }, { path: '/v2/*', priority: 2000 }),
    legal: routed({ path: '/v1/*', priority: 2000 }, { path: '/v2/*', priority: 2001 }),
    terraform: { aws_lb_listener_rule: { same_number_1: rule(4001, '/v1/*'), same_number_2: rule(4001, '/v2/*') } },
  },
  {
    code: 'EqualRoutes',
    what: 'two routes of the same requests',
    awsSays: `nothing: rules are evaluated in the order of their priorities, so the second is never reached (${ORDER})`,
    refused: routed({ path: '/v1/*', priority: 2000 }, { path: '/v1/*', priority: 2001 }),
    legal: routed({ path: '/v1/*', priority: 2000 }),
    terraform: { aws_lb_listener_rule: { same_path_1: rule(4002, '/v1/*'), same_path_2: rule(4003, '/v1/*') } },
  },
  {
    code: 'RouteShadowed',
    what: 'a route behind one that takes all of its requests',
    awsSays: `nothing: the rule with the lower number takes them (${ORDER})`,
    refused: routed({ path: '/v1/*', priority: 2000 }, { path: '/v1/admin/*', priority: 2001 }),
    legal: routed({ path: '/v1/*', priority: 2001 }, { path: '/v1/admin/*', priority: 2000 }),
    terraform: { aws_lb_listener_rule: { shadow_1: rule(4004, '/v1/*'), shadow_2: rule(4005, '/v1/admin/*') } },
  },
  {
    code: 'RouteTooManyValues',
    what: 'a route with six values',
    awsSays:
      'refused at apply: "up to five match evaluations per rule" (ELB user guide, "Condition types for listener rules", 2026-11)',
    refused: routed({ path: '/v1', headers: { 'x-model': ['1', '2', '3'], 'x-team': ['a', 'b'] } }),
    legal: routed({ path: '/v1', headers: { 'x-model': ['1', '2', '3'], 'x-team': ['a'] } }),
    terraform: { aws_lb_listener_rule: { six_values: rule(4006, '/a', '/b', '/c', '/d', '/e', '/f') } },
  },
  {
    code: 'GrpcNeedsHttps',
    what: 'gRPC behind a listener without TLS',
    awsSays:
      'refused at apply: the only listener protocol for gRPC is HTTPS (ELB user guide, "Target groups for your Application Load Balancers", 2026-11)',
    refused: rpc({ gateway: 'internal', path: '/embed.Embedder/*' }),
    legal: rpc({ gateway: 'public', host: 'rpc.ml.example.com', public: { why: 'anybody may ask' } }),
    terraform: {
      aws_lb_target_group: {
        plain_grpc: {
          name: 'plain-grpc',
          port: 9000,
          protocol: 'HTTP',
          protocol_version: 'GRPC',
          target_type: 'ip',
          vpc_id: 'vpc-0123456789abcdef0',
        },
      },
      aws_lb_listener: {
        plain_grpc: {
          load_balancer_arn: `${BALANCERS}:loadbalancer/app/web/0123456789abcdef`,
          port: 80,
          protocol: 'HTTP',
          default_action: [{ type: 'forward', target_group_arn: `\${aws_lb_target_group.plain_grpc.arn}` }],
        },
      },
    },
  },
  {
    code: 'TimeoutAboveGateway',
    what: 'answers that may take five minutes, behind a balancer that waits for one',
    awsSays:
      'nothing: "HTTP 504", the target did not respond before the idle timeout elapsed (ELB user guide, "Troubleshoot your Application Load Balancers", 2026-11)',
    refused: slow(300),
    legal: slow(60),
    terraform: {
      aws_lb: {
        impatient: {
          name: 'impatient',
          load_balancer_type: 'application',
          internal: true,
          subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
          idle_timeout: 60,
        },
      },
    },
  },
  {
    code: 'ListenPortTaken',
    what: 'two listeners on one port',
    awsSays: 'DuplicateListener: ELB API reference, "CreateListener", 2026-11',
    refused: listening(9000, 9000),
    legal: listening(9000, 9001),
    environment: edge,
    terraform: { aws_lb_listener: { same_port_1: listener, same_port_2: listener } },
  },
];
