import type { Problem } from '../errors';
import { checkRoutes, type RouteToCheck } from '../routing/check-routes';
import type { PriorityRange } from '../routing/priority';

/** Marks a rule that Stowage makes beside the route of the same field. */
const TEST = '#test';

/** The field under which the test rule of a route is judged. */
export function testField(route: string): string {
  return `${route}${TEST}`;
}

const OWN = ['EqualRoutes', 'PriorityCollision', 'PriorityOutOfRange', 'RouteShadowed', 'RouteTooManyValues'];

/**
 * `checkRoutes`, where some rules are those beside a route that take the requests of testers. What is wrong with such a rule is told of
 * its route, whose `priority` is what people can write: the test rule has the number before it.
 */
export function checkRoutesAndTests(routes: readonly RouteToCheck[], range: PriorityRange): Problem[] {
  const problems = checkRoutes(routes, range);
  const said = new Set(problems.map(({ code, field }) => `${code} ${field}`));
  return problems.flatMap((found) => {
    const problem = found.problem.replace(/(\S+)#test/g, 'the test rule of $1');
    const [route = '', inner] = found.field.split(TEST);
    if (inner === undefined) return [{ ...found, problem }];
    // A path that is wrong is wrong in both rules, and told of the route already.
    if (!OWN.includes(found.code) || said.has(`${found.code} ${route}`)) return [];
    const verb = /^(is|has|takes) /.exec(problem) ? `has a test rule that ${problem}` : problem;
    const fix =
      found.code === 'RouteTooManyValues'
        ? 'ask for less, or leave rollout.testHeader out'
        : 'write a free `priority` on the route: its test rule takes the number before it';
    return [{ ...found, field: route, problem: verb, fix }];
  });
}
