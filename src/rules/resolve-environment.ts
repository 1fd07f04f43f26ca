import { type Problem, renderProblem, SpecError } from '../errors';
import { type EnvironmentInput, type EnvironmentSpec, environmentSpec } from '../spec/environment';
import { asMeant, checkSpec } from '../spec/parse';
import { checkEnvironment } from './check-environment';

/** An environment with every default filled in. Throws one `SpecError` with everything wrong with it, in form and in rule. */
export function resolveEnvironment(input: EnvironmentInput): EnvironmentSpec {
  const written = checkSpec(environmentSpec, input);
  const meant = checkSpec(environmentSpec, asMeant(environmentSpec, input));
  const rules: readonly Problem[] = 'value' in meant ? checkEnvironment(meant.value) : [];
  const problems = new Map([...written.problems, ...rules].map((p) => [renderProblem(p), p]));
  if ('value' in written && problems.size === 0) return written.value;
  throw new SpecError(`Environment '${input?.name ?? ''}'`, [...problems.values()]);
}
