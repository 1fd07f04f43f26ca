import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { ciPolicies } from '../../src/identity/ci-policies';
import { type CiScope, ciName } from '../../src/identity/ci-scope';
import { ciTrust } from '../../src/identity/ci-trust';
import { policyDocument, type Statement } from '../../src/identity/policy';
import type { Declared } from '../../src/security/estate';
import { wideKeys } from '../../src/security/wide-grant';
import { giveReason } from '../terraform/give-reason';
import { tfJson } from '../terraform/json';

const given = (rule: string, key: string, reason: string) => ({ rule, key, reason, isIfNeeded: true });

const READS =
  'a plan reads what every resource is, by any name; it changes nothing, and reads no secret but what states hold';
const WRITES = 'who deploys makes what has no name before; it is denied what is protected, and what keeps it in bounds';
const PASSES = 'it passes roles of the path of the platform only, which it can make under the boundary only';

/** What keeps who deploys in bounds is in its own denials, in its boundary, and in that of the roles that it makes. */
function reasonsOf(part: string, pack: readonly Statement[]): Declared[] {
  const wide = wideKeys(pack).map((key) => given('MLP-IAM-2', key, part === 'read' ? READS : WRITES));
  return part === 'read' ? wide : [...wide, given('MLP-IAM-3', 'PassRole roles', PASSES)];
}

const DEPLOYS = [
  given('MLP-IAM-5', 'passes a role to what it makes', 'roles that it can pass are under the boundary of the platform'),
  given(
    'MLP-IAM-5',
    'changes what a function does',
    'functions of the platform run with roles under its boundary, and an account with functions of others has no such role',
  ),
  given('MLP-IAM-5', 'says who may become a role', 'whoever becomes a role of the platform is within its boundary'),
];

interface CiRolesProps extends CiScope {
  /** What keeps who deploys from deleting what is protected. */
  readonly keepPolicy: IamPolicy;
}

/** Roles for continuous integration, without keys: one that can only plan, and one that deploys within bounds. */
export class CiRoles extends Construct {
  readonly plan?: IamRole;
  readonly deploy?: IamRole;

  constructor(scope: Construct, id: string, { keepPolicy, ...props }: CiRolesProps) {
    super(scope, id);
    const { ci } = props;
    const { read, deploy } = ciPolicies(props);
    const reads = this.policies(props, 'read', read);
    if (ci.plan !== undefined) this.plan = this.role(props, 'plan', ci.plan, reads);
    if (ci.deploy === undefined) return;
    const writes = this.policies(props, 'deploy', deploy);
    this.deploy = this.role(props, 'deploy', ci.deploy, [...reads, ...writes, ['keep', keepPolicy] as const]);
  }

  private policies(scope: CiScope, part: string, packs: readonly Statement[][]): (readonly [string, IamPolicy])[] {
    const { iam } = scope.site;
    return packs.map((pack, i) => {
      const key = `${part}-${i + 1}`;
      const policy = new IamPolicy(this, `Policy-${key}`, {
        name: ciName('policy', key, scope.site),
        path: iam.path,
        description: part === 'read' ? 'What every plan reads' : 'What every deployment does, and never does',
        policy: tfJson(policyDocument(pack)),
        ...(Object.keys(iam.tags).length > 0 && { tags: iam.tags }),
      });
      giveReason(policy, ...reasonsOf(part, pack));
      return [key, policy] as const;
    });
  }

  private role(
    { site, ci }: CiScope,
    part: 'plan' | 'deploy',
    parts: readonly string[],
    policies: readonly (readonly [string, IamPolicy])[],
  ): IamRole {
    const { path, tags } = site.iam;
    const role = new IamRole(this, part, {
      name: ciName('role', part, site),
      path,
      assumeRolePolicy: tfJson(ciTrust(ci, parts, site)),
      ...(ci.permissionsBoundaryArn !== undefined && { permissionsBoundary: ci.permissionsBoundaryArn }),
      ...(Object.keys(tags).length > 0 && { tags }),
    });
    if (part === 'deploy') giveReason(role, ...DEPLOYS);
    for (const [key, { arn }] of policies)
      new IamRolePolicyAttachment(this, `${part}-${key}`, { role: role.name, policyArn: arn });
    const output = new TerraformOutput(this, `Role-${part}`, {
      value: role.arn,
      description: `What CI assumes to ${part}`,
    });
    output.overrideLogicalId(`${part}RoleArn`);
    return role;
  }
}
