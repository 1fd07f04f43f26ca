import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { HandWritten, RefusedCase } from './refused-case';

const { dev } = environments;
const QUOTAS = '(Service Quotas; VPC and ELB user guides, "Quotas", 2026-11)';
const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/0123456789abcdef/0123456789abcdef';
const BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/edge/0123456789abcdef';
const TARGETS = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/0123456789abcdef';

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const numbered = <T>(prefix: string, count: number, make: (i: number) => T): Record<string, T> =>
  Object.fromEntries(times(count, (i) => [`${prefix}${i}`, make(i)]));

const service = (more: Partial<ServiceInput> = {}): ServiceInput => ({
  image: 'public.ecr.aws/nginx/nginx:1.27.5',
  cpus: 0.25,
  memoryMiB: 256,
  replicas: 1,
  ports: { http: { number: 8080 } },
  ...more,
});
const system = (services: Record<string, ServiceInput>): SystemInput => ({ name: 'crowd', services });

/** Services with five ports, and a route to each of them. */
const attached = (count: number): SystemInput =>
  system(
    numbered('s-', count, (s) => {
      const ports = times(5, (p) => `p-${p}`);
      return service({
        ports: Object.fromEntries(ports.map((port, p) => [port, { number: 8080 + p }])),
        routes: ports.map((port, p) => ({
          gateway: 'internal',
          port,
          path: `/s-${s}/${port}/*`,
          priority: 1000 + 5 * s + p,
        })),
      });
    }),
  );
const generous: EnvironmentInput = {
  ...dev,
  quotas: { rulesPerApplicationLoadBalancer: 200, rulesPerSecurityGroup: 200 },
};

const routed = (count: number): SystemInput =>
  system({
    api: service({
      routes: times(count, (i) => ({ gateway: 'internal', path: `/v${i}/*`, priority: 1000 + i })),
    }),
  });

const hub = (clientGroup: ServiceInput['clientGroup']): SystemInput =>
  system({
    ...numbered('s-', 61, () => service({ ports: {} })),
    hub: service({ clientGroup, allow: times(61, (i) => `s-${i}`) }),
  });

const joined = (hubs: number): SystemInput =>
  system({
    caller: service(),
    ...numbered('hub-', 5, (i) => service({ clientGroup: i < hubs ? 'on' : 'off', allow: ['caller'] })),
  });

const edge: EnvironmentInput = { ...dev, gateways: { ...dev.gateways, edge: { kind: 'network' } } };
const listening = (count: number): SystemInput =>
  system(
    numbered('s-', Math.ceil(count / 5), (s) =>
      service({
        listeners: times(Math.min(5, count - 5 * s), (i) => ({ gateway: 'edge', listenPort: 9000 + 5 * s + i })),
      }),
    ),
  );

const wide: EnvironmentInput = {
  ...dev,
  zones: [...'abcdef'].map((letter) => `us-east-1${letter}`),
  network: { cidr: '10.40.0.0/16' },
};

const forwarding = { type: 'forward', target_group_arn: TARGETS };
const byHand: Readonly<Record<string, HandWritten>> = {
  groups: {
    aws_lb_target_group: numbered('crowded_target_', 101, (i) => ({
      name: `crowd-${i}`,
      port: 8080,
      protocol: 'HTTP',
      target_type: 'ip',
      vpc_id: 'vpc-0123456789abcdef0',
    })),
    aws_lb_listener_rule: numbered('crowded_target_', 101, (i) => ({
      listener_arn: LISTENER,
      priority: 1000 + i,
      condition: [{ path_pattern: [{ values: [`/s-${i}/*`] }] }],
      action: [{ type: 'forward', target_group_arn: `\${aws_lb_target_group.crowded_target_${i}.arn}` }],
    })),
  },
  rules: {
    aws_lb_listener_rule: numbered('crowded_rule_', 101, (i) => ({
      listener_arn: LISTENER,
      priority: 2000 + i,
      condition: [{ path_pattern: [{ values: [`/v${i}/*`] }] }],
      action: [forwarding],
    })),
  },
  callers: {
    aws_vpc_security_group_ingress_rule: numbered('crowded_caller_', 61, (i) => ({
      security_group_id: 'sg-0123456789abcdef0',
      referenced_security_group_id: `sg-${i.toString(16).padStart(17, '0')}`,
      ip_protocol: 'tcp',
      from_port: 8080,
      to_port: 8080,
    })),
  },
  interfaces: {
    aws_ecs_service: {
      crowded_interface: {
        name: 'caller',
        cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
        task_definition: 'caller:1',
        desired_count: 1,
        network_configuration: [
          {
            subnets: ['subnet-0123456789abcdef0'],
            security_groups: times(6, (i) => `sg-0123456789abcdef${i}`),
          },
        ],
      },
    },
  },
  listeners: {
    aws_lb_listener: numbered('crowded_listener_', 51, (i) => ({
      load_balancer_arn: BALANCER,
      port: 9000 + i,
      protocol: 'TCP',
      default_action: [forwarding],
    })),
  },
  addresses: { aws_eip: numbered('crowded_address_', 6, () => ({ domain: 'vpc' })) },
};

/** More than an account has: a plan counts nothing. */
export const quotaCases: readonly RefusedCase[] = [
  {
    code: 'QuotaExceeded',
    what: '105 target groups on one application load balancer, of which nobody has more than 100',
    awsSays: `TooManyUniqueTargetGroupsPerLoadBalancer when the last are attached, in the middle of an apply ${QUOTAS}`,
    environment: generous,
    refused: attached(21),
    legal: attached(20),
    terraform: byHand.groups as HandWritten,
  },
  {
    code: 'QuotaExceeded',
    what: '101 rules on one application load balancer',
    awsSays: `TooManyRules ${QUOTAS}`,
    refused: routed(101),
    legal: routed(101),
    legalEnvironment: generous,
    terraform: byHand.rules as HandWritten,
  },
  {
    code: 'QuotaExceeded',
    what: '61 callers of one service, each with a rule of its own',
    awsSays: `RulesPerSecurityGroupLimitExceeded ${QUOTAS}`,
    refused: hub('off'),
    legal: hub('on'),
    terraform: byHand.callers as HandWritten,
  },
  {
    code: 'QuotaExceeded',
    what: 'a replica that carries six security groups',
    awsSays: 'InvalidParameterException: 5 security groups at most (ECS API reference, AwsVpcConfiguration, 2026-11)',
    refused: joined(5),
    legal: joined(4),
    terraform: byHand.interfaces as HandWritten,
  },
  {
    code: 'QuotaExceeded',
    what: '51 listeners on one network load balancer, of which nobody has more than 50',
    awsSays: `TooManyListeners ${QUOTAS}`,
    environment: edge,
    refused: listening(51),
    legal: listening(50),
    terraform: byHand.listeners as HandWritten,
  },
  {
    code: 'QuotaExceeded',
    what: 'a NAT gateway in each of six zones, where an account has five addresses',
    awsSays: `AddressLimitExceeded ${QUOTAS}`,
    environment: wide,
    refused: system({ api: service() }),
    legal: system({ api: service() }),
    legalEnvironment: { ...wide, quotas: { elasticIpsPerRegion: 6 } },
    terraform: byHand.addresses as HandWritten,
  },
  {
    code: 'QuotaTooHigh',
    what: 'an environment that counts on 400 rules in a security group',
    awsSays:
      'a request that is not granted: rules times groups of an interface are 1,000 at most (VPC user guide, "Amazon VPC quotas", 2026-11)',
    environment: { ...dev, quotas: { rulesPerSecurityGroup: 400 } },
    refused: system({ api: service() }),
    legal: system({ api: service() }),
    legalEnvironment: { ...dev, quotas: { rulesPerSecurityGroup: 200 } },
    terraform: {
      aws_servicequotas_service_quota: {
        beyond_all: { service_code: 'vpc', quota_code: 'L-0EA8095F', value: 400 },
      },
    },
  },
];
