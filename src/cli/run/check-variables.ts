import type { Problem } from '../../errors';
import type { ContractJob } from '../../spec/training/jobs-contract';
import {
  checkReserved,
  OVERRIDES_CHARACTERS,
  overridden,
  overridesLength,
  type Variables,
} from '../../training/run-overrides';

/** Variables that one run of a job cannot be given. */
export function checkVariables({ secrets, submissions }: ContractJob, variables: Variables): Problem[] {
  const swept = Object.keys(overridden(submissions[0] ?? {}));
  const length = Math.max(...submissions.map((run) => overridesLength({ ...overridden(run), ...variables })));
  const problems = Object.keys(variables)
    .sort()
    .flatMap((name) => checkVariable(name, swept, secrets));
  if (length <= OVERRIDES_CHARACTERS) return problems;
  const problem = `comes to ${length} characters of overrides, and AWS Batch takes ${OVERRIDES_CHARACTERS}`;
  const fix = 'put what is long in a file or a parameter, and give its name';
  return [...problems, { code: 'OverridesTooLong', field: '--env', problem, fix }];
}

function checkVariable(name: string, swept: readonly string[], secrets: readonly string[]): Problem[] {
  const field = `--env ${name}`;
  const reserved = checkReserved(name, field);
  if (reserved.length > 0) return reserved;
  if (secrets.includes(name))
    return [{ code: 'SecretVariable', field, problem: 'is a secret of the job', fix: 'change the secret' }];
  if (swept.includes(name))
    return [
      {
        code: 'SweptVariable',
        field,
        problem: 'is what the sweep tries: every run would be the same',
        fix: 'leave it out, or change the sweep',
      },
    ];
  return [];
}
