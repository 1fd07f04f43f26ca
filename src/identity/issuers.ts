import type { AccountSettings } from '../spec/account-settings';
import { ciIssuer } from './ci-trust';
import { issuerName } from './issuer-name';

type Issuer = AccountSettings['identityProviders'][number];

/** The issuers that an account believes: those that are named, and that of its CI. One that is named already gets the audience of CI too. */
export function issuersOf({ identityProviders, ci }: AccountSettings): Issuer[] {
  if (ci === undefined) return [...identityProviders];
  const { url, audiences } = ciIssuer(ci);
  const isSame = (issuer: Issuer) => issuerName(issuer.url).toLowerCase() === issuerName(url).toLowerCase();
  if (!identityProviders.some(isSame)) return [...identityProviders, { url, audiences }];
  return identityProviders.map((issuer) =>
    isSame(issuer) ? { ...issuer, audiences: [...new Set([...issuer.audiences, ...audiences])] } : issuer,
  );
}
