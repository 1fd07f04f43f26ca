import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const why = { why: 'the keys of token issuers' };
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const reaching = { gateways: { web: { kind: 'application' as const, certificateArn, outboundHttps: why } } };
const closed = { gateways: { web: { kind: 'application' as const, certificateArn } } };
const plain = {
  gateways: {
    web: { kind: 'application' as const, plainHttp: { why: 'inside only, while tried' }, outboundHttps: why },
  },
};
const claims = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, { values: ['1'] }]));
const scope = (format: string, values: string[]) => ({ claims: { scope: { format, values } } });
const asks = (more: object = {}) => ({
  routes: [
    {
      path: '/v1/*',
      auth: { kind: 'jwt' as const, issuer: 'https://id.example.com', keysUrl: 'https://id.example.com/keys', ...more },
    },
  ],
});

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'tokens in the clear',
    code: 'AuthNeedsHttps',
    field: 'routes.0.auth',
    refused: { environment: plain, service: asks() },
    legal: { environment: reaching, service: asks() },
  },
  {
    what: 'an issuer whose keys the gateway cannot get',
    code: 'IssuerOutOfReach',
    field: 'routes.0.auth',
    refused: { environment: closed, service: asks() },
    legal: { environment: reaching, service: asks() },
    says: "routes.0.auth asks who somebody is, but gateway 'web' of another app may not call out to an identity provider; give gateways.web outboundHttps with the reason, where its environment is",
  },
  {
    what: 'an internal gateway in a network that nothing leaves',
    code: 'NoWayToIssuer',
    field: 'routes.0.auth',
    refused: { environment: { ...reaching, network: { nat: 'none' } }, service: asks() },
    legal: { environment: { ...reaching, network: { nat: 'single' } }, service: asks() },
    says: "routes.0.auth asks an identity provider, but gateway 'web' is internal and its network has no way out to the internet; give network.nat 'single' or 'per-zone', or use an internet-facing gateway",
  },
  {
    what: 'an issuer without encryption',
    code: 'InvalidIssuer',
    field: 'routes.0.auth.issuer',
    refused: { environment: reaching, service: asks({ issuer: 'http://id.example.com' }) },
    legal: { environment: reaching, service: asks({ issuer: 'https://id.example.com' }) },
  },
  {
    what: 'keys without encryption',
    code: 'InvalidIssuer',
    field: 'routes.0.auth.keysUrl',
    refused: { environment: reaching, service: asks({ keysUrl: 'http://id.example.com/keys' }) },
    legal: { environment: reaching, service: asks({ keysUrl: 'https://id.example.com/keys' }) },
  },
  {
    what: 'keys without a path',
    code: 'InvalidIssuer',
    field: 'routes.0.auth.keysUrl',
    refused: { environment: reaching, service: asks({ keysUrl: 'https://id.example.com' }) },
    legal: { environment: reaching, service: asks({ keysUrl: 'https://id.example.com/' }) },
  },
  {
    what: 'keys at a port that gateways may not connect to',
    code: 'KeysOutOfReach',
    field: 'routes.0.auth.keysUrl',
    refused: { environment: reaching, service: asks({ keysUrl: 'https://id.example.com:8443/keys' }) },
    legal: { environment: reaching, service: asks({ keysUrl: 'https://id.example.com:443/keys' }) },
    says: "routes.0.auth.keysUrl is 'https://id.example.com:8443/keys', and a gateway may connect to port 443 of others, not to 8443; use an address without a port",
  },
  {
    what: 'several words as one value of a list of words',
    code: 'ClaimWithSpaces',
    field: 'routes.0.auth.claims.scope.values.1',
    refused: { environment: reaching, service: asks(scope('space-separated-values', ['read', 'read write'])) },
    legal: { environment: reaching, service: asks(scope('string-array', ['read', 'read write'])) },
  },
  {
    what: 'a claim that is asked of every token',
    code: 'ReservedClaim',
    field: 'routes.0.auth.claims.iss',
    refused: { environment: reaching, service: asks({ claims: { iss: { values: ['x'] } } }) },
    legal: { environment: reaching, service: asks({ claims: { aud: { values: ['x'] } } }) },
  },
  {
    what: 'more claims than a rule takes',
    code: 'TooManyClaims',
    field: 'routes.0.auth.claims',
    refused: { environment: reaching, service: asks({ claims: claims(11) }) },
    legal: { environment: reaching, service: asks({ claims: claims(10) }) },
  },
];

describeRefusals(judgeService, refusals);

describe('an issuer', () => {
  it('is any text: tokens of Google have one that is no address', () => {
    expect(judgeService({ environment: reaching, service: asks({ issuer: 'accounts.google.com' }) })).toEqual([]);
  });
});
