import type { ServiceInput } from '../../../src/spec/service';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';

const RULE = 'aws_lb_listener_rule';
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const environment = {
  gateways: {
    web: { kind: 'application' as const, certificateArn, outboundHttps: { why: 'the keys of token issuers' } },
  },
};
const AUTH = { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys' };
const CANARY = { strategy: 'canary' as const, testHeader: { name: 'x-next', value: '1' } };
const asked = (auth: object = {}, rollout: ServiceInput['rollout'] = CANARY) =>
  synthServices({
    environment,
    services: { bidder: { rollout, routes: [{ path: '/v1/*', priority: 1234, auth: { ...AUTH, ...auth } }] } },
  });
const actionsOf = (stack: SynthesizedStack) =>
  Object.values(stack.of(RULE)).map(({ action }) => (action as { type: string }[]).map(({ type }) => type));

/** Paths at which two values differ: `action[0].jwt_validation.issuer`. */
function differences(a: unknown, b: unknown, at = ''): string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : [at];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => {
    const path = Array.isArray(a) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`;
    return differences((a as never)[key], (b as never)[key], path);
  });
}

/** Of these paths, those that Terraform looks at though others change what lies under the ignored ones. */
function planned(paths: readonly string[], ignored: readonly string[]): string[] {
  const under = (path: string, prefix: string) => path === prefix || /^[.[]/.test(path.slice(prefix.length));
  return paths.filter((path) => !ignored.some((prefix) => path.startsWith(prefix) && under(path, prefix)));
}

const LOGIN = 'https://login.example.com';
const OIDC = {
  kind: 'oidc' as const,
  issuer: LOGIN,
  authorizationEndpoint: `${LOGIN}/authorize`,
  tokenEndpoint: `${LOGIN}/token`,
  userInfoEndpoint: `${LOGIN}/userinfo`,
  clientId: 'ads',
  clientSecret: { secretsManager: 'ads/login', key: 'client "secret"' },
};
type Route = NonNullable<ServiceInput['routes']>[number];
const routed = (route: Partial<Route>, rollout: ServiceInput['rollout'] = CANARY, more: Route[] = []) =>
  synthServices({
    environment,
    services: { bidder: { rollout, routes: [{ path: '/v1/*', priority: 1234, ...route }, ...more] } },
  });
const secretOf = (clientSecret: NonNullable<Extract<Route['auth'], { kind: 'oidc' }>>['clientSecret']) => {
  const stack = routed({ auth: { ...OIDC, clientSecret } }, 'rolling');
  const [ask] = stack.only(RULE).action as { authenticate_oidc: { client_secret: string } }[];
  return { stack, value: ask?.authenticate_oidc.client_secret };
};

describe('routes that people sign in at', () => {
  it('send them to the provider before they forward, in the rule of testers too', () => {
    const stack = routed({ auth: OIDC });
    expect(actionsOf(stack)).toEqual([
      ['authenticate-oidc', 'forward'],
      ['authenticate-oidc', 'forward'],
    ]);
    for (const rule of Object.values(stack.of(RULE))) {
      expect(rule.action).toMatchObject([
        {
          order: 1,
          authenticate_oidc: {
            issuer: LOGIN,
            authorization_endpoint: `${LOGIN}/authorize`,
            token_endpoint: `${LOGIN}/token`,
            user_info_endpoint: `${LOGIN}/userinfo`,
            client_id: 'ads',
            scope: 'openid',
            session_timeout: 604_800,
            on_unauthenticated_request: 'authenticate',
          },
        },
        { order: 2, type: 'forward' },
      ]);
      expect((rule.lifecycle as { ignore_changes: string[] }).ignore_changes).toEqual(['action[1].forward']);
    }
  });

  it('read the secret of the client where it is, once for both rules', () => {
    const whole = secretOf({ secretsManager: 'ads/login' });
    expect(whole.stack.dataSources).toMatchObject({ aws_secretsmanager_secret_version: 1 });
    expect(whole.value).toMatch(/^\$\{data\.aws_secretsmanager_secret_version\..+\.secret_string\}$/);
    expect(secretOf(OIDC.clientSecret).value).toMatch(
      /^\$\{jsondecode\(data\..+\.secret_string\)\["client \\"secret\\""\]\}$/,
    );
    expect(secretOf({ parameter: '/ads/login' }).value).toMatch(/^\$\{data\.aws_ssm_parameter\..+\.value\}$/);
  });

  it('know a user pool by its ARN, its client and its domain', () => {
    const userPoolArn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc';
    const auth = {
      kind: 'cognito' as const,
      userPoolArn,
      clientId: 'ads',
      domain: 'people',
      sessionCookie: 'people',
      sessionSeconds: 3600,
      onUnauthenticated: 'deny' as const,
    };
    expect(routed({ auth }, 'rolling').only(RULE).action).toMatchObject([
      {
        type: 'authenticate-cognito',
        authenticate_cognito: {
          user_pool_arn: userPoolArn,
          user_pool_client_id: 'ads',
          user_pool_domain: 'people',
          session_cookie_name: 'people',
          session_timeout: 3600,
          on_unauthenticated_request: 'deny',
        },
      },
      { type: 'forward' },
    ]);
  });

  it('keep people signed in by one cookie for each client of a provider', () => {
    const cookieOf = (auth: object) => {
      const [ask] = routed({ auth: { ...OIDC, ...auth } }, 'rolling').only(RULE).action as {
        authenticate_oidc: { session_cookie_name: string };
      }[];
      return ask?.authenticate_oidc.session_cookie_name;
    };
    expect(cookieOf({})).toMatch(/^AWSELBAuthSessionCookie-[0-9a-f]{8}$/);
    expect(cookieOf({ scope: 'openid email' })).toBe(cookieOf({}));
    expect(new Set([cookieOf({}), cookieOf({ clientId: 'other' }), cookieOf({ issuer: `${LOGIN}/b` })]).size).toBe(3);
  });
});

describe('routes for some networks', () => {
  const conditionsOf = (stack: SynthesizedStack) =>
    Object.values(stack.of(RULE)).map(({ condition }) => condition as { source_ip?: { values: string[] } }[]);

  it('ask where a request comes from, in every rule, and in as few ranges as say it', () => {
    const networks = ['203.0.113.7/32', '203.0.113.0/24', '198.51.100.0/24'];
    const all = conditionsOf(routed({ networks, auth: OIDC }));
    expect(all).toHaveLength(2);
    for (const conditions of all)
      expect(conditions.at(-1)).toEqual({ source_ip: { values: ['198.51.100.0/24', '203.0.113.0/24'] } });
  });

  it('keep the rules that they had before they said so', () => {
    const paths = (route: Partial<Route>) => Object.keys(routed({ priority: undefined, ...route }).of(RULE)).sort();
    expect(paths({ networks: ['10.0.0.0/8'], auth: OIDC })).toEqual(paths({}));
  });
});

describe('what a service asks', () => {
  const stacks = (['rolling', 'recreate', { strategy: 'blue-green' as const }, CANARY] as const).map(
    (rollout) => [rollout, routed({ auth: OIDC }, rollout, [{ path: '/v2/*', auth: AUTH }])] as const,
  );

  it.each(stacks)('is asked by every rule that leads to it, however versions follow: %j', (_, stack) => {
    const rules = actionsOf(stack);
    expect(rules.length).toBeGreaterThanOrEqual(2);
    expect(
      rules.filter(([first, last, ...rest]) => first === 'forward' || last !== 'forward' || rest.length > 0),
    ).toEqual([]);
  });
});

describe('routes that ask for a token', () => {
  it('ask before they forward, in the rule of testers too', () => {
    expect(actionsOf(asked())).toEqual([
      ['jwt-validation', 'forward'],
      ['jwt-validation', 'forward'],
    ]);
    expect(asked({}, 'rolling').only(RULE).action).toMatchObject([
      { order: 1, jwt_validation: { issuer: AUTH.issuer, jwks_endpoint: AUTH.keysUrl } },
      { order: 2, type: 'forward' },
    ]);
  });

  it('ask for claims, sorted', () => {
    const claims = { scope: { format: 'space-separated-values', values: ['b', 'a'] }, aud: { values: ['models'] } };
    expect(asked({ claims }, 'rolling').only(RULE).action).toMatchObject([
      {
        jwt_validation: {
          additional_claim: [
            { name: 'aud', format: 'single-string', values: ['models'] },
            { name: 'scope', format: 'space-separated-values', values: ['a', 'b'] },
          ],
        },
      },
      {},
    ]);
  });

  it('leave the forward alone to ECS, by the place where it stands', () => {
    for (const rule of Object.values(asked().of(RULE))) {
      const { ignore_changes: ignored } = rule.lifecycle as { ignore_changes: string[] };
      expect(ignored).toEqual(['action[1].forward']);
      expect((rule.action as { type: string }[])[1]?.type).toBe('forward');
    }
  });

  it('change in a plan when their issuer does, although a canary moves them', () => {
    const [before, after] = [asked(), asked({ issuer: 'https://new.example.com' })];
    for (const path of Object.keys(before.of(RULE))) {
      const { ignore_changes: ignored } = before.at(RULE, path).lifecycle as { ignore_changes: string[] };
      const changed = differences(before.at(RULE, path), after.at(RULE, path));
      expect(planned(changed, ignored)).toEqual(['action[0].jwt_validation.issuer']);
      // What ECS moves is not seen; with all actions ignored the issuer would not be either.
      expect(planned(['action[1].forward.target_group[0].weight'], ignored)).toEqual([]);
      expect(planned(changed, ['action'])).toEqual([]);
    }
  });
});
