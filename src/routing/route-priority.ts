import { createHash } from 'node:crypto';
import { bandOf, type PriorityRange } from './bands';
import { type CanonicalMatch, canonicalMatch, type RouteMatch } from './match';

/**
 * The priority of a route: a band for how specific it is, and within the band a place from a hash of what it matches. It depends on
 * the match and the range alone, so other routes never move it; two that meet are `checkRoutes`'s to report. A load balancer tries
 * the lowest first (ELB API_CreateRule, 2026-11).
 */
export function routePriority(match: RouteMatch, range: PriorityRange): number {
  const canonical = canonicalMatch(match);
  const band = bandOf(canonical, range);
  return band.from + (hashOf(canonical) % (band.to - band.from + 1));
}

/** 48 bits, so that the remainder is even over any band. */
function hashOf({ host, path, methods, headers }: CanonicalMatch): number {
  const text = JSON.stringify([host ?? null, path ?? null, methods, headers]);
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}
