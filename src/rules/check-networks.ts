import { readCidr } from '../address/check-cidr';
import type { Problem } from '../errors';
import { show } from '../spec/parse';

/** Ranges that a rule cannot ask for, or that limit nothing. Field is that of the list. Codes `InvalidCidr`, `Ipv6Network`, `NetworksOfAll`. */
export function checkNetworks(networks: readonly string[] | undefined, field: string): Problem[] {
  return (networks ?? []).flatMap((text, i): Problem[] => {
    const at = `${field}.${i}`;
    if (text.includes(':'))
      return [
        {
          code: 'Ipv6Network',
          field: at,
          problem: `is ${show(text)}, and gateways have IPv4 addresses alone: nobody would come from there`,
          fix: 'use the IPv4 range of the same people',
        },
      ];
    const { cidr, problems } = readCidr(text, at);
    if (cidr?.prefix !== 0) return problems;
    return [
      {
        code: 'NetworksOfAll',
        field: at,
        problem: `is ${show(text)}, which is every network`,
        fix: 'leave networks out; on a gateway that is open to the internet say `public: { why }`',
      },
    ];
  });
}
