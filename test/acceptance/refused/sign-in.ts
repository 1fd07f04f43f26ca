import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';
import { asked, LISTENER, oidc, TARGETS } from './tokens';

type Route = NonNullable<ServiceInput['routes']>[number];

const LOGIN = 'https://login.example.com';
const signIn = {
  kind: 'oidc' as const,
  issuer: LOGIN,
  authorizationEndpoint: `${LOGIN}/authorize`,
  tokenEndpoint: `${LOGIN}/token`,
  userInfoEndpoint: `${LOGIN}/userinfo`,
  clientId: 'api',
  clientSecret: { secretsManager: 'login/api' },
};
const path = (value: string) => [{ path_pattern: [{ values: [value] }] }];
const forward = [{ type: 'forward', target_group_arn: TARGETS }];
const rule = (priority: number, condition: object, action: object = forward) => ({
  listener_arn: LISTENER,
  priority,
  condition,
  action,
});

/** One service with these routes at the gateway that is open to the internet. */
const served = (...routes: Route[]): SystemInput => {
  const system = asked('public', signIn);
  const api = system.services.api as ServiceInput;
  return { ...system, services: { api: { ...api, routes: routes.map((route) => ({ gateway: 'public', ...route })) } } };
};
const open = { public: { why: 'anybody may read the catalog' } };
const office = ['203.0.113.0/24'];

const RULES = 'ELB user guide for Application Load Balancers, "Listener rules", 2026-11';
const OIDC = 'ELB API reference, AuthenticateOidcActionConfig, 2026-11';

/** Routes that more people get through than whoever wrote them thought, or nobody. */
export const signInCases: readonly RefusedCase[] = [
  {
    code: 'PublicWithoutReason',
    what: 'a route that everybody on the internet may use, of which nobody said so',
    awsSays: `nothing: a rule without conditions on who asks takes all requests (${RULES})`,
    refused: served({ path: '/v1/*' }),
    legal: served({ path: '/v1/*', ...open }),
    terraform: { aws_lb_listener_rule: { open_to_all: rule(3101, path('/v1/*')) } },
  },
  {
    code: 'PoliciesFight',
    what: 'a path for some networks, beside a route of the same service that takes everybody',
    awsSays: `nothing: a request that does not meet a rule is tried on the next one, which forwards it (${RULES})`,
    refused: served({ path: '/admin/*', networks: office }, { path: '/*', ...open }),
    legal: served({ path: '/admin/*', networks: office }, { path: '/v1/*', ...open }),
    terraform: {
      aws_lb_listener_rule: {
        around_strict: rule(3102, [...path('/admin/*'), { source_ip: [{ values: office }] }]),
        around_open: rule(3103, path('/*')),
      },
    },
  },
  {
    code: 'PoliciesFight',
    what: 'a route that everybody may use, and that asks who they are',
    awsSays: 'nothing: what a rule asks is asked, whatever a comment beside it says',
    refused: served({ path: '/v1/*', auth: signIn, ...open }),
    legal: served({ path: '/v1/*', auth: signIn }),
    terraform: { aws_lb_listener_rule: { open_and_asked: oidc(LISTENER, 3104, LOGIN) } },
  },
  {
    code: 'Ipv6Network',
    what: 'a range of IPv6 at a load balancer that has IPv4 addresses alone',
    awsSays: `nothing: nobody comes from there, so that nobody gets in (${RULES})`,
    refused: served({ path: '/v1/*', networks: ['2001:db8::/32'] }),
    legal: served({ path: '/v1/*', networks: office }),
    terraform: {
      aws_lb_listener_rule: {
        six: rule(3105, [...path('/v1/*'), { source_ip: [{ values: ['2001:db8::/32'] }] }]),
      },
    },
  },
  {
    code: 'NetworksOfAll',
    what: 'a list of networks that is all of them',
    awsSays: `nothing: the condition is always met (${RULES})`,
    refused: served({ path: '/v1/*', networks: ['0.0.0.0/0'] }),
    legal: served({ path: '/v1/*', networks: office }),
    terraform: {
      aws_lb_listener_rule: {
        all: rule(3106, [...path('/v1/*'), { source_ip: [{ values: ['0.0.0.0/0'] }] }]),
      },
    },
  },
  {
    code: 'ScopeWithoutOpenid',
    what: 'a sign-in that does not ask who somebody is',
    awsSays: `nothing: the scope is handed to the provider as it is, which then gives no ID token, and requests get HTTP 561 (${OIDC})`,
    refused: served({ path: '/v1/*', auth: { ...signIn, scope: 'email' } }),
    legal: served({ path: '/v1/*', auth: { ...signIn, scope: 'openid email' } }),
    terraform: { aws_lb_listener_rule: { scopeless: scoped(3107, 'email') } },
  },
  {
    code: 'NobodySignsIn',
    what: 'a sign-in at a route that takes no GET',
    awsSays: `nothing: whoever comes back from the provider asks with GET, which the rule does not take (${OIDC})`,
    refused: served({ path: '/v1/*', methods: ['POST'], auth: signIn }),
    legal: served({ path: '/v1/*', methods: ['POST'], auth: { ...signIn, onUnauthenticated: 'deny' } }),
    terraform: {
      aws_lb_listener_rule: {
        posted: {
          ...oidc(LISTENER, 3108, LOGIN),
          condition: [...path('/v1/*'), { http_request_method: [{ values: ['POST'] }] }],
        },
      },
    },
  },
];

function scoped(priority: number, scope: string) {
  const by = oidc(LISTENER, priority, LOGIN);
  const [ask, ...rest] = by.action as { authenticate_oidc?: object[] }[];
  return { ...by, action: [{ ...ask, authenticate_oidc: [{ ...ask?.authenticate_oidc?.[0], scope }] }, ...rest] };
}
