import { relative } from 'node:path';
import type { PlatformApp } from '../constructs/terraform/platform-app';
import type { Answer } from '../src/security/acknowledge';
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

/** Prints how many findings of security there are that have a reason, or that only a plan can tell. What has none was refused before. */
export function printSecurity({ accepted, told, undetermined }: Answer): void {
  console.log(
    `security: ${accepted.length} findings with a reason, ${told.length} that are told only, ${undetermined.length} that cannot be judged yet ('npm run stowage -- security')`,
  );
}
