import { createHash } from 'node:crypto';
import type { RouteMatch } from './priority';

/** One condition of a listener rule; exactly one key is set. */
export interface RuleCondition {
  readonly hostHeader?: { readonly values: string[] };
  readonly pathPattern?: { readonly values: string[] };
  readonly httpRequestMethod?: { readonly values: string[] };
  readonly httpHeader?: { readonly httpHeaderName: string; readonly values: string[] };
  readonly sourceIp?: { readonly values: string[] };
}

/** The conditions of the rule that matches the same requests, from these networks alone, in a fixed order. A request must meet all of them. */
export function routeConditions(
  { host, path, methods, headers = {} }: RouteMatch,
  networks: readonly string[] = [],
): RuleCondition[] {
  return [
    ...(host === undefined ? [] : [{ hostHeader: { values: [host.toLowerCase()] } }]),
    ...(path === undefined ? [] : [{ pathPattern: { values: [path] } }]),
    ...(methods === undefined ? [] : [{ httpRequestMethod: { values: [...methods].sort() } }]),
    ...Object.keys(headers)
      .sort()
      .map((name) => ({ httpHeader: { httpHeaderName: name, values: [...(headers[name] ?? [])].sort() } })),
    ...(networks.length === 0 ? [] : [{ sourceIp: { values: [...networks].sort() } }]),
  ];
}

/**
 * A stable name for a rule: its priority where the user fixed it, so that changing what it matches is an update in place;
 * else eight digits of what it matches, so that adding or removing another route renames nothing.
 */
export function routeKey(match: RouteMatch, priority: number | undefined): string {
  if (priority !== undefined) return String(priority);
  return createHash('sha256')
    .update(JSON.stringify(routeConditions(match)))
    .digest('hex')
    .slice(0, 8);
}
