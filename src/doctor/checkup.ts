import type { EnvironmentSpec } from '../spec/environment';
import { accountChecks, identityCheck } from './account-checks';
import { type Answer, type Check, type Finding, findingOf } from './check';
import { namedIn, platformChecks } from './platform-checks';
import { toolCheck } from './tool-checks';

/** A check, and how it went. */
export interface Examined extends Finding {
  readonly what: string;
  readonly command: string;
}

/** Everything that is looked at for an environment and what its systems name: first the tool, then who asks. */
export function checksFor(environment: EnvironmentSpec, systems: readonly unknown[], terraform: string) {
  const first = [toolCheck(terraform), identityCheck(environment)];
  const named = namedIn([environment.backend, environment.trainingClusters, systems]);
  return { first, rest: [...accountChecks(environment), ...platformChecks(environment, named)] };
}

/** Asks all that there is to ask; in another account than that of the environment nothing but who it is. */
export async function examine(
  { first, rest }: ReturnType<typeof checksFor>,
  ask: (command: readonly string[]) => Promise<Answer>,
): Promise<Examined[]> {
  const examined = async (check: Check) => shown(check, findingOf(check, await ask(check.command)));
  const begun = await Promise.all(first.map(examined));
  const isElsewhere = begun.some(({ status }, i) => i === 1 && status !== 'ok');
  const unasked: Finding = {
    status: 'unknown',
    says: 'was not asked for: the credentials are not those of the account',
  };
  const others = isElsewhere ? rest.map((check) => shown(check, unasked)) : await fewAtATime(rest, examined);
  return [...begun, ...others];
}

/** More at once would be throttled. */
const AT_ONCE = 4;

async function fewAtATime<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) done.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  return done;
}

function shown({ what, command }: Check, finding: Finding): Examined {
  return { what, ...finding, command: command.join(' ') };
}
