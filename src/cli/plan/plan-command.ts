import { type Problem, renderProblem } from '../../errors';
import { checkLoadBalancers } from '../../preview/check-load-balancers';
import { checkProtected } from '../../preview/check-protected';
import { type PlanJson, parsePlan } from '../../preview/plan-json';
import { UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { readJson } from '../read-json';

const HELP = `stowage plan check <file>...
Finds what a plan would do that nobody asked for:
  - a service whose load_balancer changes although no route does
  - the end of anything tagged stowage:protect=true, destroyed or replaced: which, by which attributes, and what to do
  <file>          what 'terraform show -json <plan file>' prints; '-' is standard input
Exits with 0 where nothing is found, with 3 where a plan must not be applied, with 2 where one is no plan.
`;

/** What a plan that must not be applied ends with: neither a success nor a failure of this program. */
const BLOCKED = 3;

/** `stowage plan ...`; the exit code. Throws `CliError` or `SpecError` for what cannot be read. */
export function planCommand([verb = '', ...rest]: readonly string[], say: (line: string) => void): number {
  if (['', 'help', '--help'].includes(verb) || (verb === 'check' && rest.includes('--help'))) {
    say(HELP);
    return 0;
  }
  if (verb !== 'check') throw new UsageError(`no command 'plan ${verb}'\n${HELP}`);
  const files = parseArguments(rest, {}, HELP).positionals;
  if (files.length === 0) throw new UsageError(`give the file of a plan\n${HELP}`);
  const found = files.flatMap((file) =>
    check(parsePlan(`Plan '${file}'`, readJson(file))).map((problem) => `${file}: ${renderProblem(problem)}`),
  );
  for (const line of found) say(line);
  if (found.length === 0) say('nothing found');
  return found.length === 0 ? 0 : BLOCKED;
}

function check(plan: PlanJson): Problem[] {
  return [...checkProtected(plan), ...checkLoadBalancers(plan)];
}
