import type { ServiceInput } from '../../../src/spec/service';

type Route = NonNullable<ServiceInput['routes']>[number];
type Auth = NonNullable<Route['auth']>;

/** Who issues tokens, and where the keys are. */
const ISSUERS = [
  ['https://login.example.com', 'https://login.example.com/.well-known/jwks.json'],
  ['accounts.example.com', 'https://id.example.com:443/tenant/keys'],
] as const;
const FORMATS = ['single-string', 'string-array', 'space-separated-values'] as const;
const LOGIN = 'https://login.example.com';

/** Any way to ask who somebody is; none for every sixth. It follows from the serial alone, so that it moves nothing else that is drawn. */
export function serialAuth(serial: number, region: string): { auth?: Auth } {
  if (serial % 6 === 5) return {};
  const auth = [token, provider, pool][Math.floor(serial / 2) % 3]?.(serial, region);
  return auth === undefined ? {} : { auth };
}

/** What of the internet may send requests, where nobody is asked; it follows from the serial likewise. */
export function serialOpening(serial: number, open: boolean): Pick<Route, 'networks' | 'public'> {
  // One value of a rule, which has few: the one lies in the other.
  const networks = serial % 2 === 0 ? ['198.51.100.0/24'] : ['203.0.113.7/32', '203.0.113.0/28'];
  if (serial % 3 === 0 && !(open && serial % 4 < 3)) return { networks };
  return open ? { public: { why: `anybody may see what service ${serial} says` } } : {};
}

function token(serial: number): Auth {
  const [issuer, keysUrl] = ISSUERS[serial % 2 === 0 ? 0 : 1];
  const format = FORMATS[serial % 3];
  const scope = {
    ...(serial % 4 > 0 && format && { format }),
    values: ['models.read', 'models.write'].slice(serial % 2),
  };
  return {
    kind: 'jwt',
    issuer,
    keysUrl,
    ...(serial % 5 > 0 && { claims: { scope, ...(serial % 5 > 2 && { aud: { values: ['models'] } }) } }),
  };
}

/** How people sign in; what is left out has its default. Routes of any methods: who signs in comes back with GET. */
function session(serial: number) {
  return {
    ...(serial % 3 === 0 && { scope: 'openid email' }),
    ...(serial % 3 !== 1 && { sessionCookie: `session-${serial}` }),
    ...(serial % 3 === 1 && { sessionSeconds: 3600 * ((serial % 24) + 1) }),
    onUnauthenticated: 'deny' as const,
  };
}

function provider(serial: number): Auth {
  const secret = { secretsManager: `login/client-${serial}`, ...(serial % 2 === 0 && { key: 'secret' }) };
  return {
    kind: 'oidc',
    issuer: LOGIN,
    authorizationEndpoint: `${LOGIN}/authorize`,
    tokenEndpoint: `${LOGIN}/token`,
    userInfoEndpoint: `${LOGIN}:443/userinfo`,
    clientId: `client-${serial}`,
    clientSecret: serial % 4 === 3 ? { parameter: `/login/client-${serial}` } : secret,
    ...session(serial),
  };
}

function pool(serial: number, region: string): Auth {
  return {
    kind: 'cognito',
    userPoolArn: `arn:aws:cognito-idp:${region}:123456789012:userpool/${region}_Pool${serial}`,
    clientId: `client-${serial}`,
    domain: serial % 2 === 0 ? 'people' : 'login.example.com',
    ...session(serial),
  };
}
