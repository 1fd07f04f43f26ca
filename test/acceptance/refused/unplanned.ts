import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

/** A mistake that the installed provider cannot be shown: it is refused, and the nearest legal spec synthesizes. */
export interface UnplannedCase extends Omit<RefusedCase, 'terraform'> {
  /** What the provider would have to know: an attribute that the shim leaves out, or a type of a provider that is not here. */
  readonly lacks: string;
}

const api = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'unplanned',
  services: {
    api: {
      image: 'public.ecr.aws/nginx/nginx:1.27.5',
      cpus: 1,
      memoryMiB: 1024,
      replicas: 2,
      ports: { http: { number: 8080 } },
      ...service,
    },
    caller: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024 },
  },
});
const route = (path: string) => ({ gateway: 'internal', path });
const linear = (stepBakeMinutes: number): SystemInput =>
  api({ rollout: { strategy: 'linear', stepPercent: 3, stepBakeMinutes } });
const passing = (service: Partial<ServiceInput>): SystemInput =>
  api({ ports: { raw: { number: 9000, protocol: 'tcp' } }, ...service });
const before = (rollout: ServiceInput['rollout'], ...minutes: number[]): SystemInput =>
  api({
    rollout,
    beforeDeploy: minutes.map((timeoutMinutes, i) => ({ name: `task-${i}`, command: ['migrate'], timeoutMinutes })),
  });
const limited = (service: Partial<ServiceInput>): SystemInput =>
  api({
    maxConcurrencyPerReplica: {
      image: `public.ecr.aws/aws-elb/target-optimizer/target-control-agent@sha256:${'0'.repeat(64)}`,
    },
    ...service,
  });
type Auth = NonNullable<NonNullable<ServiceInput['routes']>[number]['auth']>;
type Claims = Extract<Auth, { kind: 'jwt' }>['claims'];
const asking = (claims: Claims): SystemInput =>
  api({
    routes: [
      {
        gateway: 'public',
        host: 'api.ml.example.com',
        auth: {
          kind: 'jwt',
          issuer: 'https://login.example.com/',
          keysUrl: 'https://login.example.com/keys',
          claims,
        },
      },
    ],
  });
const claims = (count: number): Claims =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`claim-${i}`, { values: ['yes'] }]));
const scopes = (...values: string[]): Claims => ({ scope: { format: 'space-separated-values', values } });
const build = (image: { context: string; arguments?: Record<string, string> }): SystemInput => ({
  ...api({}),
  images: { api: image },
});

const STRATEGY = 'aws_ecs_service.deployment_configuration';
const HOOKS = 'ECS developer guide, "Lambda hooks", 2026-11';
const OPTIMIZER = 'ELB user guide, "Register targets", Target optimizer, 2026-11';
const CLAIM = 'ELB API reference, JwtValidationActionAdditionalClaim, 2026-11';

/** Every mistake that AWS has arguments for and the installed provider has not. */
export const unplannedCases: readonly UnplannedCase[] = [
  {
    code: 'NotGradual',
    what: 'a canary of all requests',
    awsSays:
      'nothing: 100 is a legal canaryPercent, and all requests move at once (ECS API reference, CanaryConfiguration, 2026-11)',
    refused: api({ rollout: { strategy: 'canary', percent: 100 } }),
    legal: api({ rollout: { strategy: 'canary', percent: 99.9 } }),
    lacks: STRATEGY,
  },
  {
    code: 'RolloutTooLong',
    what: 'steps that take longer than a deployment may',
    awsSays:
      'the deployment fails after 30 days (ECS developer guide, "Amazon ECS blue/green service deployments workflow", 2026-07)',
    refused: linear(1309),
    legal: linear(1308),
    lacks: STRATEGY,
  },
  {
    code: 'NothingToShift',
    what: 'a canary of a service that gets no requests',
    awsSays:
      'one whole set replaces the other at once (ECS developer guide, "Required resources for Amazon ECS blue/green deployments", 2026-07)',
    refused: api({ ports: {}, rollout: { strategy: 'canary' } }),
    legal: api({ ports: {}, rollout: { strategy: 'blue-green' } }),
    lacks: STRATEGY,
  },
  {
    code: 'TasksNeedShift',
    what: 'a task before a rolling deployment',
    awsSays: `no hook of the kind for a rolling deployment (${HOOKS})`,
    refused: before('rolling', 15),
    legal: before({ strategy: 'blue-green' }, 15),
    lacks: STRATEGY,
  },
  {
    code: 'TasksTooLong',
    what: 'tasks that may take more than a day',
    awsSays: `the hook, and with it the deployment, fails after 24 hours (${HOOKS})`,
    refused: before({ strategy: 'blue-green' }, 1000, 441),
    legal: before({ strategy: 'blue-green' }, 1000, 440),
    lacks: STRATEGY,
  },
  {
    code: 'TestHeaderUnread',
    what: 'a header of those who test, where no port reads headers',
    awsSays:
      'nothing: the rule is for headers of requests, and connections have none, so nobody reaches the new version to test it (ECS API reference, ServiceConnectTestTrafficRules, 2026-11)',
    refused: passing({ rollout: { strategy: 'blue-green', testHeader: { name: 'x-next', value: '1' } } }),
    legal: passing({ rollout: { strategy: 'blue-green' } }),
    lacks: 'aws_ecs_service.service_connect_configuration.service.client_alias.test_traffic_rules',
  },
  {
    code: 'ConcurrencyWithoutRoute',
    what: 'a limit on requests that no gateway counts',
    awsSays: `nothing: what limits requests is the target group of an Application Load Balancer, and there is none (${OPTIMIZER})`,
    refused: limited({}),
    legal: limited({ routes: [route('/v1/*')] }),
    lacks: 'aws_lb_target_group.target_control_port',
  },
  {
    code: 'ConcurrencyOverTargets',
    what: 'a limit over two target groups',
    awsSays: `nothing: a target group has a control port of its own, and the agent answers on one (${OPTIMIZER})`,
    refused: limited({ routes: [route('/v1/*'), route('/v2/*')], rollout: { strategy: 'blue-green' } }),
    legal: limited({ routes: [route('/v1/*')], rollout: { strategy: 'blue-green' } }),
    lacks: 'aws_lb_target_group.target_control_port',
  },
  {
    code: 'ConcurrencyBypassed',
    what: 'a limit on requests, and a caller who comes past it',
    awsSays: `nothing: only requests of the load balancer are counted (${OPTIMIZER})`,
    refused: limited({ routes: [route('/v1/*')], allow: ['caller'] }),
    legal: limited({ routes: [route('/v1/*')] }),
    lacks: 'aws_lb_target_group.target_control_port',
  },
  {
    code: 'ReservedClaim',
    what: 'a claim that is asked of every token',
    awsSays: `refused at apply: exp, iss, nbf and iat are validated by default (${CLAIM})`,
    refused: asking({ iss: { values: ['https://login.example.com/'] } }),
    legal: asking({ team: { values: ['search'] } }),
    lacks: 'aws_lb_listener_rule.action[jwt-validation]',
  },
  {
    code: 'TooManyClaims',
    what: 'eleven claims',
    awsSays: 'refused at apply: ten at most (ELB API reference, JwtValidationActionConfig, 2026-11)',
    refused: asking(claims(11)),
    legal: asking(claims(10)),
    lacks: 'aws_lb_listener_rule.action[jwt-validation]',
  },
  {
    code: 'ClaimWithSpaces',
    what: 'two words as one of the values that spaces separate',
    awsSays: `refused at apply: "the values can't include spaces" (${CLAIM})`,
    refused: asking(scopes('ads:read ads:write')),
    legal: asking(scopes('ads:read', 'ads:write')),
    lacks: 'aws_lb_listener_rule.action[jwt-validation]',
  },
  {
    code: 'SecretInBuildArgument',
    what: 'a password as an argument of a build',
    awsSays: 'nothing: it stays in the history of the image (Docker, "Build variables", 2026-11)',
    refused: build({ context: 'services/api', arguments: { PIP_PASSWORD: 'hunter2' } }),
    legal: build({ context: 'services/api', arguments: { PIP_VERSION: '25.3' } }),
    lacks: 'docker_image',
  },
  {
    code: 'PathOutside',
    what: 'a build of what lies outside of the repository',
    awsSays:
      'nothing: it builds where that path exists, and fails or builds something else where it does not (Docker, "Build context", 2026-11)',
    refused: build({ context: '../api' }),
    legal: build({ context: 'services/api' }),
    lacks: 'docker_image',
  },
];
