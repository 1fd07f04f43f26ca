import { relative } from 'node:path';
import { TerraformResource, TerraformStack } from 'cdktf';
import type { PlatformApp } from '../constructs/terraform/platform-app';

/** Prints, for each stack, how many resources it has and where its Terraform is */
export function printSummary(app: PlatformApp): void {
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  const rows = stacks.map((stack) => {
    const resources = stack.node.findAll().filter(TerraformResource.isTerraformResource).length;
    return [
      stack.node.id,
      `${resources} resources`,
      `${relative(process.cwd(), app.outdir)}/stacks/${stack.node.id}/cdk.tf.json`,
    ] as const;
  });
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  for (const [name, count, where] of rows)
    console.log(`${name.padEnd(width(0))}  ${count.padStart(width(1))}  ${where}`);
}
