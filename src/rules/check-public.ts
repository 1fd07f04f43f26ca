import type { Problem } from '../errors';
import type { ApplicationContractGateway } from '../spec/contract';
import type { RouteSpec } from '../spec/route';

/** A route that everybody on the internet may use without having said so, or that says so and asks who somebody is. Codes `PublicWithoutReason`, `PoliciesFight`. */
export function checkPublic(
  { auth, networks, public: isPublic }: RouteSpec,
  name: string,
  { scheme, limited }: Pick<ApplicationContractGateway, 'scheme' | 'limited'>,
  field: string,
): Problem[] {
  const limits = [...(auth ? ['auth'] : []), ...(networks ? ['networks'] : [])];
  const open = scheme === 'internet-facing' && !limited;
  if (isPublic !== undefined && (limits.length > 0 || !open)) {
    const beside =
      limits.length > 0
        ? `is given beside ${limits.join(' and ')}`
        : `is given, but not everybody reaches gateway '${name}'`;
    return [{ code: 'PoliciesFight', field: `${field}.public`, problem: beside, fix: 'remove one of the two' }];
  }
  if (isPublic !== undefined || limits.length > 0 || !open) return [];
  return [
    {
      code: 'PublicWithoutReason',
      field,
      problem: `lets everybody on the internet in by gateway '${name}'`,
      fix: 'say who may ask in `auth` or `networks`, or `public: { why }`',
    },
  ];
}
