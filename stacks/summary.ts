import { relative } from 'node:path';
import type { PlatformApp } from '../constructs/terraform/platform-app';
import { resourceCounts } from './warnings';

/** Prints, for each stack, how many resources it has and where its Terraform is */
export function printSummary(app: PlatformApp): void {
  const rows = Object.entries(resourceCounts(app)).map(
    ([stack, resources]) =>
      [stack, `${resources} resources`, `${relative(process.cwd(), app.outdir)}/stacks/${stack}/cdk.tf.json`] as const,
  );
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  for (const [name, count, where] of rows)
    console.log(`${name.padEnd(width(0))}  ${count.padStart(width(1))}  ${where}`);
}
