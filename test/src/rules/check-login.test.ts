import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';
import { testServiceSpec } from '../../support/builders/test-service';

type Route = NonNullable<ServiceInput['routes']>[number];

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const environment = {
  gateways: { web: { kind: 'application' as const, certificateArn, outboundHttps: { why: 'signing people in' } } },
};
const LOGIN = 'https://login.example.com';
const OIDC = {
  kind: 'oidc' as const,
  issuer: LOGIN,
  authorizationEndpoint: `${LOGIN}/authorize`,
  tokenEndpoint: `${LOGIN}/token`,
  userInfoEndpoint: `${LOGIN}/userinfo`,
  clientId: 'ads',
  clientSecret: { secretsManager: 'ads/login' },
};
const POOL = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc';
const COGNITO = { kind: 'cognito' as const, userPoolArn: POOL, clientId: 'ads', domain: 'people' };
const asks = (auth: object, route: Partial<Route> = {}): ServiceCase => ({
  environment,
  service: { routes: [{ path: '/admin/*', auth: auth as never, ...route }] },
});
const oidc = (more: object, route: Partial<Route> = {}) => asks({ ...OIDC, ...more }, route);
const cognito = (more: object) => asks({ ...COGNITO, ...more });

const at = (field: string) => `routes.0.auth.${field}`;
const refusals: Refusal<ServiceCase>[] = [
  ...(['issuer', 'authorizationEndpoint', 'tokenEndpoint', 'userInfoEndpoint'] as const).flatMap((field) =>
    ['http://login.example.com/x', '', 'login.example.com/x', 'https://login/x'].map((url) => ({
      what: `${field} '${url}'`,
      code: 'InvalidIssuer',
      field: at(field),
      refused: oidc({ [field]: url }),
      legal: oidc({ [field]: `${LOGIN}/x` }),
    })),
  ),
  {
    what: 'a token endpoint that the gateway may not connect to',
    code: 'KeysOutOfReach',
    field: at('tokenEndpoint'),
    refused: oidc({ tokenEndpoint: `${LOGIN}:8443/token` }),
    legal: oidc({ authorizationEndpoint: `${LOGIN}:8443/authorize`, tokenEndpoint: `${LOGIN}:443/token` }),
  },
  {
    what: 'a secret with a name that no store takes',
    code: 'InvalidSecretName',
    field: at('clientSecret.secretsManager'),
    refused: oidc({ clientSecret: { secretsManager: 'ads login' } }),
    legal: oidc({ clientSecret: { parameter: '/ads/login' } }),
  },
  {
    what: 'a scope by which nobody is known',
    code: 'ScopeWithoutOpenid',
    field: at('scope'),
    refused: oidc({ scope: 'email' }),
    legal: oidc({ scope: 'email openid' }),
    says: "routes.0.auth.scope is 'email', and without 'openid' a provider does not say who somebody is; use 'openid email'",
  },
  {
    what: 'a sign-in that comes back with a method that the route does not take',
    code: 'NobodySignsIn',
    field: at('onUnauthenticated'),
    refused: oidc({}, { methods: ['POST'] }),
    legal: oidc({ onUnauthenticated: 'deny' }, { methods: ['POST'] }),
  },
  {
    what: 'something else than a user pool',
    code: 'InvalidArn',
    field: at('userPoolArn'),
    refused: cognito({ userPoolArn: POOL.replace('userpool/', 'identitypool/') }),
    legal: cognito({}),
  },
  {
    what: 'a user pool of another region',
    code: 'CrossRegion',
    field: at('userPoolArn'),
    refused: cognito({ userPoolArn: POOL.replaceAll('us-east-1', 'eu-west-1') }),
    legal: cognito({ userPoolArn: POOL }),
  },
  {
    what: 'the address of a user pool in place of its domain',
    code: 'InvalidDomain',
    field: at('domain'),
    refused: cognito({ domain: 'https://people.example.com' }),
    legal: cognito({ domain: 'people.example.com' }),
  },
];

describeRefusals(judgeService, refusals);

describe('the secret of a client', () => {
  it('is never a value', () => {
    expect(() =>
      testServiceSpec({ routes: [{ path: '/', auth: { ...OIDC, clientSecret: 's3cr3t' as never } }] }),
    ).toThrow('clientSecret');
  });
});
