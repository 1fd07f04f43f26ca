import { join } from 'node:path';
import { AssetType, Fn, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { HOST_SCRIPT_FILES, type HostVolumeKind } from '../../src/fleet/host-scripts';
import { textParts } from '../terraform/late-text';

/**
 * The script of a host's first start, in base64: what is said before, and the programs of a kind of volume. Terraform reads these, so that
 * what is synthesized does not repeat them. What is said before may be late-bound.
 */
export function firstStart(scope: Construct, prelude: string, kind: HostVolumeKind): string {
  const stack = TerraformStack.of(scope);
  const files = HOST_SCRIPT_FILES[kind].map((file) => {
    const id = `HostScript-${file}`;
    const known = stack.node.tryFindChild(id) as TerraformAsset | undefined;
    const path = join(__dirname, 'host-scripts', file);
    return Fn.file((known ?? new TerraformAsset(stack, id, { path, type: AssetType.FILE })).path);
  });
  return Fn.base64encode(Fn.join('', [...textParts(prelude), ...files]));
}
