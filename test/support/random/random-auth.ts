import type { ServiceInput } from '../../../src/spec/service';

type Auth = NonNullable<NonNullable<ServiceInput['routes']>[number]['auth']>;

const ISSUERS = ['https://login.example.com', 'https://id.example.com:8443/tenant/'];
const FORMATS = ['single-string', 'string-array', 'space-separated-values'] as const;

/** Any token that a load balancer can ask for; none for every sixth. It follows from the serial alone, so that it moves nothing else that is drawn. */
export function serialAuth(serial: number): { auth?: Auth } {
  if (serial % 6 === 5) return {};
  const issuer = ISSUERS[serial % 2] as string;
  const format = FORMATS[serial % 3];
  const scope = {
    ...(serial % 4 > 0 && format && { format }),
    values: ['models.read', 'models.write'].slice(serial % 2),
  };
  return {
    auth: {
      kind: 'jwt',
      issuer,
      keysUrl: `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`,
      ...(serial % 5 > 0 && { claims: { scope, ...(serial % 5 > 2 && { aud: { values: ['models'] } }) } }),
    },
  };
}
