import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import { kept, type Protection } from '../terraform/lifecycle';

interface GroupProps {
  readonly site: Pick<Site, 'name'>;
  readonly vpcId: string;
  /** Parts of its name after the environment's. */
  readonly name: readonly string[];
  /** Constant forever: changing it replaces the group, and with it what depends on it. */
  readonly description: string;
  /** It is never made anew for its name or description, and kept where this says so: what is in it can get no other. @default - it follows its names */
  readonly frozen?: Protection;
}

/** An empty security group: nothing may come in or go out until a rule says so. Rules are always resources of their own. */
export function securityGroup(
  scope: Construct,
  id: string,
  { site, vpcId, name, description, frozen }: GroupProps,
): SecurityGroup {
  const follows = { lifecycle: { createBeforeDestroy: true }, tags: {} };
  const { lifecycle, tags } = frozen ? kept(frozen, { ignoreChanges: ['name_prefix', 'description'] }) : follows;
  return new SecurityGroup(scope, id, {
    vpcId,
    namePrefix: resourceName('securityGroupPrefix', site.name, ...name),
    description,
    // A group in use cannot be deleted: the new one comes first, and rules that name the old one go with it.
    revokeRulesOnDelete: true,
    ...(lifecycle && { lifecycle }),
    tags: { ...tags, Name: resourceName('securityGroup', site.name, ...name) },
  });
}
