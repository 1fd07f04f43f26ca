import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { policyDocument, type Statement, trustPolicy, unscoped } from '../../src/identity/policy';
import { partitionOf } from '../../src/naming/arns';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import { dependOn } from '../terraform/depend';
import { tfJson } from '../terraform/json';
import { lazyJson, type Meaning } from '../terraform/lazy-json';

export type RoleProps = RoleBase & (ServiceTrust | { readonly trust: object });

interface ServiceTrust {
  /** Service that assumes it: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** The service says for which account it acts, so that no other account can make it act here. @default true */
  readonly namesAccount?: boolean;
  /** Who assumes it, where that is no service: a policy document. */
  readonly trust?: never;
}

interface RoleBase {
  readonly site: Site;
  /** Parts of the role's name after the environment's. */
  readonly name: readonly string[];
  /** Names of AWS managed policies. @default [] */
  readonly managedPolicies?: readonly string[];
}

/** An IAM role under the environment's path, boundary and tags. It may do nothing until it is granted something. */
export class Role extends Construct {
  readonly role: IamRole;
  readonly arn: string;
  /** What must exist before the role is of use, and outlive its user. */
  readonly policies: (IamRolePolicy | IamRolePolicyAttachment)[] = [];
  private readonly statements = new Map<string, Statement>();
  private readonly users: TerraformResource[] = [];

  constructor(scope: Construct, id: string, { site, name, managedPolicies = [], ...trust }: RoleProps) {
    super(scope, id);
    this.role = new IamRole(this, 'Role', {
      name: resourceName('role', site.name, ...name),
      path: site.iam.path,
      assumeRolePolicy: tfJson(trusted(trust, site)),
      ...(site.iam.permissionsBoundaryArn !== undefined && { permissionsBoundary: site.iam.permissionsBoundaryArn }),
      ...(Object.keys(site.iam.tags).length > 0 && { tags: site.iam.tags }),
    });
    this.arn = this.role.arn;
    for (const policy of managedPolicies) {
      const policyArn = `arn:${partitionOf(site.region)}:iam::aws:policy/${policy}`;
      this.policies.push(
        new IamRolePolicyAttachment(this, policy.replace(/^.*\//, ''), { role: this.role.name, policyArn }),
      );
    }
  }

  /** Allows what the statement says. Saying it twice changes nothing. Throws `SpecError` for `*` where a resource could be named. */
  grant(statement: Statement): void {
    const wild = unscoped(statement);
    refuse(
      `Role '${this.node.path}'`,
      wild.map((action) => ({
        code: 'UnscopedGrant',
        field: action,
        problem: "is granted on '*'",
        fix: 'name the resources',
      })),
    );
    if (this.statements.size === 0) {
      const policy = lazyJson(
        () => this.statements.size,
        (meaning) => policyDocument(this.sorted(meaning)),
      );
      const grants = new IamRolePolicy(this, 'Policy', { role: this.role.name, name: 'grants', policy });
      this.policies.push(grants);
      for (const user of this.users) dependOn(user, grants);
    }
    this.statements.set(
      JSON.stringify([statement.effect, statement.actions, statement.resources, statement.conditions]),
      statement,
    );
  }

  /** Makes what runs under this role start after all that it is granted, now or later, and go before it. */
  usedBy(user: TerraformResource): void {
    this.users.push(user);
    dependOn(user, ...this.policies);
  }

  private sorted(meaning: Meaning): Statement[] {
    return [...this.statements]
      .map(([key, statement]) => [meaning(key), statement] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, statement]) => statement);
  }
}

/** Who may assume a role, as a policy. */
function trusted(trust: ServiceTrust | { readonly trust: object }, site: Site): object {
  if (trust.trust !== undefined) return trust.trust;
  return trustPolicy(trust.service, trust.namesAccount === false ? undefined : site.account);
}
