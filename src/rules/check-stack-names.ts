import type { Problem } from '../errors';

/** A stack of an environment, and whose it is there. */
export interface OwnedStack {
  readonly environment: string;
  /** Absent for one that all systems share. */
  readonly system?: string;
  readonly name: string;
}

/**
 * Stacks of two environments under one name: they would share a state file, and each deploy of one would destroy the other. Names of
 * environments and systems both have hyphens, so that 'prod' with 'eu-ads' is 'prod-eu' with 'ads'. Said of the environment that is built. Code
 * `SharedStackName`.
 */
export function checkSharedStackNames(environment: string, stacks: readonly OwnedStack[]): Problem[] {
  const [own, others] = [
    stacks.filter((stack) => stack.environment === environment),
    stacks.filter((stack) => stack.environment !== environment),
  ];
  return own.flatMap((stack) => {
    const other = others.find(({ name }) => name === stack.name);
    if (other === undefined) return [];
    return [
      {
        code: 'SharedStackName',
        field: stack.system ?? environment,
        problem: `makes the stack '${stack.name}' in environment '${environment}', and so does ${described(other)}: they would share one state, and each would destroy the other`,
        fix: 'rename the system, or the environment that is not deployed yet',
      },
    ];
  });
}

function described({ environment, system }: OwnedStack): string {
  const what = system === undefined ? 'what all systems share' : `system '${system}'`;
  return `${what} in environment '${environment}'`;
}
