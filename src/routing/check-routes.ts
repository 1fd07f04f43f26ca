import type { Problem } from '../errors';
import { bandOf, type PriorityRange } from './bands';
import { checkMatch } from './check-match';
import { type CanonicalMatch, canonicalMatch, matchIncludes, type RouteMatch } from './match';
import { routePriority } from './route-priority';

/** A route with the field that its problems are reported at. */
export interface RouteToCheck {
  /** `services.bidder.routes.0`. */
  readonly field: string;
  readonly match: RouteMatch;
  /** What the user wrote. Absent where it is calculated. */
  readonly priority?: number;
  /** Ranges that it takes requests from: values of its rule too. */
  readonly networks?: readonly string[];
  /** Who may send its requests, in words that are equal where it is. */
  readonly policy?: string;
}

/** A route on its way through the checks. */
interface Rule {
  readonly field: string;
  readonly match: CanonicalMatch;
  readonly policy: string | undefined;
  readonly calculated: number;
  /** What was written, else what was calculated. */
  readonly priority: number;
}

/**
 * The routes of one app on one gateway. After no problem, every route that takes less than another has the lower priority, so no
 * route is hidden. Codes `EqualRoutes`, `PoliciesFight`, `PriorityCollision`, `RouteShadowed`, `PriorityOutOfRange`, and those of `checkMatch`.
 */
export function checkRoutes(routes: readonly RouteToCheck[], range: PriorityRange): Problem[] {
  const each = routes.map((route) => ({ route, problems: [...checkMatch(route), ...outOfRange(route, range)] }));
  const rules = each.flatMap(({ route, problems }) => (problems.length === 0 ? ruleOf(route, range) : []));
  const equal = equalRoutes(rules);
  const distinct = rules.filter((rule) => !equal.some(({ field }) => field === rule.field));
  return [...each.flatMap((e) => e.problems), ...equal, ...misplaced(distinct, range)];
}

function ruleOf({ field, match, priority, policy }: RouteToCheck, range: PriorityRange): Rule {
  const calculated = routePriority(match, range);
  return { field, match: canonicalMatch(match), policy, calculated, priority: priority ?? calculated };
}

function outOfRange({ field, priority }: RouteToCheck, { from, to }: PriorityRange): Problem[] {
  if (priority === undefined || (Number.isInteger(priority) && priority >= from && priority <= to)) return [];
  const problem = `is ${priority}, and this app has the priorities ${from} to ${to}`;
  return [
    {
      code: 'PriorityOutOfRange',
      field: `${field}.priority`,
      problem,
      fix: 'use one of them, or delete it to have it calculated',
    },
  ];
}

function equalRoutes(rules: readonly Rule[]): Problem[] {
  return rules.flatMap((rule, i) => {
    const twin = rules
      .slice(0, i)
      .find((other) => matchIncludes(other.match, rule.match) && matchIncludes(rule.match, other.match));
    if (twin === undefined) return [];
    if (twin.policy !== rule.policy)
      return {
        code: 'PoliciesFight',
        field: rule.field,
        problem: `takes the same requests as ${twin.field}, and from others`,
        fix: 'write one route that says who may send them',
      };
    return {
      code: 'EqualRoutes',
      field: rule.field,
      problem: `takes the same requests as ${twin.field}`,
      fix: 'change its host or path, or delete one',
    };
  });
}

/**
 * Each misplaced rule is given a number that suits the rules in place and those already moved, so that all messages together mend
 * all. Those that take most are moved first: there is always room before them.
 */
function misplaced(rules: readonly Rule[], range: PriorityRange): Problem[] {
  const wrong = rules.flatMap((rule, i) => collision(rule, rules.slice(0, i)) ?? shadow(rule, rules) ?? []);
  const placed = rules.filter((rule) => !wrong.some((w) => w.rule === rule));
  const rank = new Map(
    wrong.map(({ rule }) => [rule, wrong.filter((w) => matchIncludes(w.rule.match, rule.match)).length]),
  );
  const free = new Map<Rule, number>();
  for (const { rule } of [...wrong].sort((a, b) => (rank.get(a.rule) ?? 0) - (rank.get(b.rule) ?? 0))) {
    const priority = freePriority(rule, placed, range);
    if (priority === undefined) continue;
    free.set(rule, priority);
    placed.push({ ...rule, priority });
  }
  return wrong.map(({ rule, code, problem }) => {
    const number = free.get(rule);
    const fix =
      number === undefined
        ? 'write `priority` on both, the one with fewer requests first'
        : `write \`priority: ${number}\`, which is free`;
    return { code, field: rule.field, problem, fix };
  });
}

function collision(rule: Rule, before: readonly Rule[]) {
  const other = before.find(({ priority }) => priority === rule.priority);
  return (
    other && { rule, code: 'PriorityCollision', problem: `has priority ${rule.priority}, and so has ${other.field}` }
  );
}

function shadow(rule: Rule, rules: readonly Rule[]) {
  const broader = rules.find((other) => other.priority < rule.priority && matchIncludes(other.match, rule.match));
  if (broader === undefined) return undefined;
  const problem = `is never reached: ${broader.field} takes all of its requests first, at priority ${broader.priority} before ${rule.priority}`;
  return { rule, code: 'RouteShadowed', problem };
}

/** A free priority behind all that take less and before all that take more, in the rule's own band where there is one. */
function freePriority(rule: Rule, placed: readonly Rule[], range: PriorityRange): number | undefined {
  const less = placed.filter((other) => matchIncludes(rule.match, other.match)).map((other) => other.priority);
  const more = placed.filter((other) => matchIncludes(other.match, rule.match)).map((other) => other.priority);
  const from = less.reduce((most, priority) => Math.max(most, priority + 1), range.from);
  const to = more.reduce((least, priority) => Math.min(least, priority - 1), range.to);
  const taken = new Set(placed.map((other) => other.priority));
  const band = bandOf(rule.match, range);
  const within = { from: Math.max(from, band.from), to: Math.min(to, band.to) };
  return freeNear(rule.calculated, within, taken) ?? freeNear(rule.calculated, { from, to }, taken);
}

/** The free number closest to a wanted one. */
function freeNear(wanted: number, { from, to }: PriorityRange, taken: ReadonlySet<number>): number | undefined {
  const start = Math.min(Math.max(wanted, from), to);
  for (let distance = 0; start + distance <= to || start - distance >= from; distance += 1) {
    const free = [start + distance, start - distance].find((n) => n >= from && n <= to && !taken.has(n));
    if (free !== undefined) return free;
  }
  return undefined;
}
