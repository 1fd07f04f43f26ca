import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const { dev } = environments;
const why = 'features come from a partner';

const system = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'egress',
  services: {
    worker: { image: { repository: 'egress/worker', tag: '1.0.0' }, cpus: 1, memoryMiB: 1024, ...service },
  },
});
const range = (cidr: string, ports = [443]) => ({ kind: 'cidr' as const, cidr, ports, why });
const to = (...cidrs: string[]): SystemInput => system({ egress: cidrs.map((cidr) => range(cidr)) });
const reads = (bucket: string, more: object = {}): SystemInput =>
  system({ access: [{ kind: 'bucket', bucket, actions: ['read'], ...more }] });
const secret: ServiceInput['access'] = [{ kind: 'secret', secret: 'features-token' }];
const withEndpoint: EnvironmentInput = { ...dev, network: { ...dev.network, endpoints: ['sqs', 'secretsmanager'] } };

const rule = (cidr: string) => ({
  security_group_id: 'sg-0123456789abcdef0',
  ip_protocol: 'tcp',
  from_port: 443,
  to_port: 443,
  cidr_ipv4: cidr,
});
const rules = (prefix: string, ...cidrs: string[]) => ({
  aws_vpc_security_group_egress_rule: Object.fromEntries(cidrs.map((cidr, i) => [`${prefix}_${i}`, rule(cidr)])),
});
const policy = (name: string, Action: string, Resource: string) => ({
  aws_iam_role_policy: {
    [name]: {
      role: 'worker',
      policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] }),
    },
  },
});
const partners = (count: number) => Array.from({ length: count }, (_, i) => `198.51.${i}.0/24`);

const GROUPS = 'VPC user guide, "Control traffic to your AWS resources using security groups", 2026-11';

/** Ways out that are wider than they look, or that lead nowhere. */
export const egressCases: readonly RefusedCase[] = [
  {
    code: 'EgressInsideNetwork',
    what: 'a range inside of the network, to reach a service there',
    awsSays: `nothing: the other side lets in groups alone, so connections time out; a group is named by reference (${GROUPS})`,
    refused: to('10.40.16.0/20'),
    legal: system({
      egress: [{ kind: 'security-group', securityGroupId: 'sg-0123456789abcdef1', ports: [443], why }],
    }),
    terraform: rules('egress_inside', '10.40.16.0/20'),
  },
  {
    code: 'EgressAroundNetwork',
    what: 'a range of the company which the network itself is a part of',
    awsSays: `nothing: rules only add up, so this one leads to all that the network has, its balancers and endpoints too (${GROUPS})`,
    refused: to('10.0.0.0/8'),
    legal: to('10.128.0.0/9'),
    terraform: rules('egress_around', '10.0.0.0/8'),
  },
  {
    code: 'EgressToHost',
    what: "a rule that leads to the host's metadata",
    awsSays: `nothing, and the rule does nothing: groups do not filter instance metadata and the task metadata endpoint, open or not (${GROUPS})`,
    refused: to('169.254.169.254/32'),
    legal: system({}),
    terraform: rules('egress_to_host', '169.254.169.254/32'),
  },
  {
    code: 'OverlappingEgress',
    what: 'a range inside another that is already open',
    awsSays: `nothing: a group has only rules that allow, so to remove the narrow one closes nothing (${GROUPS})`,
    refused: to('203.0.113.0/24', '203.0.113.128/25'),
    legal: to('203.0.113.0/24', '198.51.100.0/25'),
    terraform: rules('egress_overlap', '203.0.113.0/24', '203.0.113.128/25'),
  },
  {
    code: 'TooManyDestinations',
    what: '61 ranges, each with a rule of its own',
    awsSays: 'RulesPerSecurityGroupLimitExceeded, 60 in one direction; VPC user guide, "Amazon VPC quotas", 2026-11',
    refused: to(...partners(61)),
    legal: to(...partners(60)),
    terraform: rules('egress_many', ...partners(61)),
  },
  {
    code: 'NoWayToService',
    what: 'a secret that is read at run time, and no way to Secrets Manager',
    awsSays:
      'nothing: the call times out; Secrets Manager user guide, "Using an AWS Secrets Manager VPC endpoint", 2026-11',
    refused: system({ access: secret }),
    legal: system({ access: secret }),
    legalEnvironment: withEndpoint,
    terraform: {
      ...policy(
        'egress_no_way',
        'secretsmanager:GetSecretValue',
        'arn:aws:secretsmanager:us-east-1:123456789012:secret:features-token-??????',
      ),
      ...rules('egress_no_way', '203.0.113.0/24'),
    },
  },
  {
    code: 'WildcardWithoutWhy',
    what: 'every bucket whose name begins alike, and nobody said why',
    awsSays: 'nothing: the role reads all of them, also those made later; IAM user guide, "Resource", 2026-11',
    refused: reads('example-*'),
    legal: reads('example-*', { why: 'one bucket for each team, made by themselves' }),
    terraform: policy('egress_wildcard', 's3:GetObject', 'arn:aws:s3:::example-*/*'),
  },
  {
    code: 'InvalidPrefix',
    what: 'a prefix of keys that begins with a slash',
    awsSays:
      'nothing: the slash is a character of the key, so every read of models/ is AccessDenied; S3 user guide, "Naming Amazon S3 objects", 2026-11',
    refused: reads('example-models', { prefix: '/models/' }),
    legal: reads('example-models', { prefix: 'models/' }),
    terraform: policy('egress_slash', 's3:GetObject', 'arn:aws:s3:::example-models//models/*'),
  },
];
