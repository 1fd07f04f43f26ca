import type { Problem } from '../errors';
import { show } from '../spec/parse';

const URL = /^https:\/\/[a-z0-9.-]+\.[a-z]+(?::(\d+))?(\/[\x21-\x7e]*)?$/i;

/**
 * An address that a gateway asks, or sends browsers to: "a full URL, including the HTTPS protocol, the domain, and the path" (ELB API reference,
 * AuthenticateOidcActionConfig, 2026-11). What it asks itself must be on port 443, the only one that it may connect to. Codes `InvalidIssuer`, `KeysOutOfReach`.
 */
export function checkProviderUrl(
  url: string,
  field: string,
  { asked, example, whole = true }: { asked: boolean; example: string; whole?: boolean },
): Problem[] {
  const found = url.includes('${') ? undefined : URL.exec(url);
  if (found === null || (found !== undefined && whole && found[2] === undefined)) {
    const problem = `is ${show(url)}, which is not the address of a document over HTTPS`;
    return [{ code: 'InvalidIssuer', field, problem, fix: `use one such as '${example}'` }];
  }
  const port = found?.[1];
  if (!asked || port === undefined || port === '443') return [];
  return [
    {
      code: 'KeysOutOfReach',
      field,
      problem: `is ${show(url)}, and a gateway may connect to port 443 of others, not to ${port}`,
      fix: 'use an address without a port',
    },
  ];
}
