import type { Problem } from '../errors';
import { show } from '../spec/parse';
import type { SecretSpec } from '../spec/secret';

/** Names that Secrets Manager takes (API reference, CreateSecret, 2026-11). */
const SECRET = /^[\w/+=.@-]{1,512}$/;

/** Names that Parameter Store takes: with a path it begins with '/' (API reference, PutParameter, 2026-11). */
const PARAMETER = /^(\/[\w./-]+|[\w.-]+)$/;

/** References to secrets that no store can have. ARNs and late-bound values are judged by AWS. */
export function checkSecret(secret: SecretSpec, field: string): Problem[] {
  const [key, name, rule, fix] =
    'parameter' in secret
      ? ([
          'parameter',
          secret.parameter,
          PARAMETER,
          "use a path that begins with '/', as in '/ads/bidder/token'",
        ] as const)
      : ([
          'secretsManager',
          secret.secretsManager,
          SECRET,
          "use letters, digits and /_+=.@-, as in 'ads/bidder'",
        ] as const);
  if (name.startsWith('arn:') || name.includes('${') || rule.test(name)) return [];
  return [{ code: 'InvalidSecretName', field: `${field}.${key}`, problem: `is ${show(name)}, which AWS refuses`, fix }];
}
