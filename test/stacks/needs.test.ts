import { environments } from '../../stacks/environments';
import { systems } from '../../stacks/systems';
import { readDocument } from '../support/builders/read-document';
import { synthPlatform } from '../support/builders/synth-platform';
import type { SynthesizedStack } from '../support/builders/synthesized-stack';
import { isAllowed, type WrittenStatement } from '../support/iam';
import { NEEDS, NOBODY } from '../support/needs';

const stacks = synthPlatform(environments.prod, systems);
const roles = Object.values(stacks).flatMap(rolesOf);

interface SynthesizedRole {
  readonly name: string;
  readonly statements: readonly WrittenStatement[];
}

/** The roles of a stack by `<stack> <path>`, each with all that is granted to it in place. */
function rolesOf(stack: SynthesizedStack): SynthesizedRole[] {
  const policies = Object.entries(stack.of('aws_iam_role_policy'));
  return Object.keys(stack.of('aws_iam_role')).map((path) => {
    const own = policies.filter(([, { role }]) => String(role).includes(`aws_iam_role[${path}]`));
    const attached = Object.values(stack.of('aws_iam_role_policy_attachment'))
      .filter(({ role }) => String(role).includes(`aws_iam_role[${path}]`))
      .flatMap(({ policy_arn }) => /aws_iam_policy\[(.+)\]/.exec(String(policy_arn))?.[1] ?? []);
    const managed = attached.map((policy) => [policy, stack.of('aws_iam_policy')[policy] ?? {}] as const);
    const statements = [...own, ...managed].flatMap(
      ([, { policy }]) => (readDocument(policy) as { Statement: WrittenStatement[] }).Statement,
    );
    return { name: `${stack.name} ${path.replace(/(Role)\/Role$/, '$1')}`, statements };
  });
}

const statementsOf = (name: string) => {
  const found = roles.find((role) => role.name === name);
  if (found === undefined) throw new Error(`no role '${name}' among ${roles.map((r) => r.name).join(', ')}`);
  return found.statements;
};

/** What whoever has a role must never do with it; to plan is to read state. */
const nobody = (role: string) => {
  const { plans = false } = NEEDS.find((need) => need.role === role) ?? {};
  return NOBODY.filter(({ resource }) => !(plans && resource.endsWith('.tfstate')));
};

describe.each(NEEDS)('the role $role', ({ role, must, mustNot }) => {
  it('may do what it must', () => {
    expect(must.filter((asked) => !isAllowed(statementsOf(role), asked))).toEqual([]);
  });

  it('may do nothing of what it must not', () => {
    expect([...mustNot, ...nobody(role)].filter((asked) => isAllowed(statementsOf(role), asked))).toEqual([]);
  });
});

describe('every role of the platform', () => {
  it('has its row in the table, and every row its role', () => {
    expect(NEEDS.map(({ role }) => role).sort()).toEqual(roles.map(({ name }) => name).sort());
  });

  it('may do nothing of what nobody needs', () => {
    const wrong = roles.flatMap(({ name, statements }) =>
      nobody(name)
        .filter((asked) => isAllowed(statements, asked))
        .map(({ action, resource }) => `${name}: ${action} ${resource}`),
    );
    expect(wrong).toEqual([]);
  });

  it('would be found out if it were granted too much', () => {
    const all: WrittenStatement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    expect(NOBODY.filter((asked) => !isAllowed(all, asked))).toEqual([]);
  });
});
