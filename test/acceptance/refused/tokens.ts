import type { EnvironmentInput } from '../../../src/spec/environment';
import type { GatewayInput } from '../../../src/spec/gateway';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const { dev } = environments;
const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000';
/** The example's `dev`, with one of its gateways otherwise. */
const withGateway = (name: string, change: Partial<GatewayInput>): EnvironmentInput => ({
  ...dev,
  gateways: { ...dev.gateways, [name]: { ...dev.gateways?.[name], ...change } as GatewayInput },
});
/** Nothing leaves the network, and its gateway inside has a certificate. */
const shut = (nat: 'none' | 'single'): EnvironmentInput => {
  const inside = withGateway('internal', { plainHttp: undefined, certificateArn: CERTIFICATE });
  return { ...inside, network: { ...dev.network, nat }, trainingClusters: {} };
};

const KEYS = 'https://login.example.com/keys';
const jwt = { kind: 'jwt' as const, issuer: 'https://login.example.com/', keysUrl: KEYS };
export const asked = (gateway: string, auth: NonNullable<ServiceInput['routes']>[number]['auth']): SystemInput => ({
  name: 'asked',
  services: {
    api: {
      image: { repository: 'asked/api', tag: '1.0.0' },
      cpus: 1,
      memoryMiB: 1024,
      ports: { http: { number: 8080 } },
      routes: [{ gateway, host: 'asked.ml.example.com', auth }],
    },
  },
});

export const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/0123456789abcdef/0123456789abcdef';
export const TARGETS = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/api/0123456789abcdef';
/** The older way to ask who somebody is, which this provider has: the same listener, the same calls to the issuer. */
export const oidc = (listener_arn: string, priority: number, endpoint: string) => ({
  listener_arn,
  priority,
  condition: [{ path_pattern: [{ values: ['/*'] }] }],
  action: [
    {
      type: 'authenticate-oidc',
      order: 1,
      authenticate_oidc: [
        {
          issuer: 'https://login.example.com/',
          authorization_endpoint: 'https://login.example.com/authorize',
          token_endpoint: `${endpoint}/token`,
          user_info_endpoint: `${endpoint}/me`,
          client_id: 'api',
          client_secret: 'not-a-secret',
        },
      ],
    },
    { type: 'forward', order: 2, target_group_arn: TARGETS },
  ],
});
/** A balancer that may connect to its targets, and to these ports of others. */
const balancer = (name: string, ...ports: number[]) => ({
  aws_security_group: { [name]: { name, vpc_id: 'vpc-0123456789abcdef0' } },
  aws_vpc_security_group_egress_rule: Object.fromEntries(
    [8080, ...ports].map((port) => [
      `${name}_${port}`,
      {
        security_group_id: `\${aws_security_group.${name}.id}`,
        cidr_ipv4: port === 8080 ? '10.40.0.0/16' : '0.0.0.0/0',
        ip_protocol: 'tcp',
        from_port: port,
        to_port: port,
      },
    ]),
  ),
});

const ELB = 'ELB user guide for Application Load Balancers, "Authenticate users", 2026-11';

/**
 * Tokens that a load balancer cannot check. The installed provider does not know tokens (`jwt_validation`); the same mistakes are made with
 * the sign-in of OpenID Connect, which it knows.
 */
export const tokenCases: readonly RefusedCase[] = [
  {
    code: 'AuthNeedsHttps',
    what: 'requests whose sender is asked for on a listener without TLS',
    awsSays: 'refused at apply: actions that authenticate are for HTTPS listeners (ELB API reference, Action, 2026-11)',
    refused: asked('internal', jwt),
    legal: asked('public', jwt),
    terraform: {
      aws_lb_listener: {
        token_plain: {
          load_balancer_arn:
            'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef',
          port: 80,
          protocol: 'HTTP',
          default_action: [{ type: 'fixed-response', fixed_response: [{ content_type: 'text/plain' }] }],
        },
      },
      aws_lb_listener_rule: {
        token_plain: oidc(`\${aws_lb_listener.token_plain.arn}`, 3001, 'https://login.example.com'),
      },
    },
  },
  {
    code: 'NoWayToIssuer',
    what: 'an internal balancer that asks a provider, in a network without a way out',
    awsSays:
      'nothing: requests get HTTP 500; an internal balancer needs a NAT gateway to reach a provider (re:Post, knowledge-center/elb-configure-authentication-alb, 2026-11)',
    refused: asked('internal', jwt),
    legal: asked('internal', jwt),
    environment: shut('none'),
    legalEnvironment: shut('single'),
    terraform: {
      ...balancer('token_shut'),
      aws_lb_listener_rule: { token_shut: oidc(LISTENER, 3002, 'https://login.example.com') },
    },
  },
  {
    code: 'KeysOutOfReach',
    what: 'an issuer on a port that the balancer may not connect to',
    awsSays: `nothing: requests get HTTP 500, as the group of the balancer must let it reach the endpoints (${ELB})`,
    refused: asked('public', { ...jwt, keysUrl: 'https://login.example.com:8443/keys' }),
    legal: asked('public', jwt),
    terraform: {
      ...balancer('token_port', 443),
      aws_lb_listener_rule: { token_port: oidc(LISTENER, 3003, 'https://login.example.com:8443') },
    },
  },
  {
    code: 'InvalidIssuer',
    what: 'an address without TLS, where the keys are read',
    awsSays:
      'refused at apply: "a full URL, including the HTTPS protocol, the domain, and the path" (ELB API reference, AuthenticateOidcActionConfig, 2026-11)',
    refused: asked('public', { ...jwt, keysUrl: 'http://login.example.com/keys' }),
    legal: asked('public', jwt),
    terraform: { aws_lb_listener_rule: { token_http: oidc(LISTENER, 3004, 'http://login.example.com') } },
  },
];
