import type { ServiceInput } from '../../../src/spec/service';

type Auth = NonNullable<NonNullable<ServiceInput['routes']>[number]['auth']>;

/** Who issues tokens, and where the keys are. */
const ISSUERS = [
  ['https://login.example.com', 'https://login.example.com/.well-known/jwks.json'],
  ['accounts.example.com', 'https://id.example.com:443/tenant/keys'],
] as const;
const FORMATS = ['single-string', 'string-array', 'space-separated-values'] as const;

/** Any token that a load balancer can ask for; none for every sixth. It follows from the serial alone, so that it moves nothing else that is drawn. */
export function serialAuth(serial: number): { auth?: Auth } {
  if (serial % 6 === 5) return {};
  const [issuer, keysUrl] = ISSUERS[serial % 2 === 0 ? 0 : 1];
  const format = FORMATS[serial % 3];
  const scope = {
    ...(serial % 4 > 0 && format && { format }),
    values: ['models.read', 'models.write'].slice(serial % 2),
  };
  return {
    auth: {
      kind: 'jwt',
      issuer,
      keysUrl,
      ...(serial % 5 > 0 && { claims: { scope, ...(serial % 5 > 2 && { aud: { values: ['models'] } }) } }),
    },
  };
}
