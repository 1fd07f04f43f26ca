import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { refusedCases } from './refused';
import type { HandWritten } from './refused/refused-case';
import { refusedByTerraform } from './refused/without-plan';
import { attemptApp, type Offline, type Planned, type Planning } from './verify-plans';

/** What became of mistakes that are written by hand. */
export interface RefusedResult {
  /** The stack of all that only the rules refuse. */
  readonly planned: readonly Planned[];
  /** What a plan should have said and did not, or left unseen. */
  readonly failures: readonly string[];
}

/**
 * Everything that the rules refuse, written by hand in one stack: a plan has nothing against it, which is why rules have. What Terraform
 * refuses by itself has a stack each, as one mistake hides the next.
 */
export async function verifyRefused(offline: Offline, account: string): Promise<RefusedResult> {
  const attempt = (name: string, resources: HandWritten) =>
    attemptApp(offline, name, () => byHand(name, account, resources));
  const [accepted, ...refused] = await Promise.all([
    attempt('refused-by-hand', merged()),
    ...Object.entries(refusedByTerraform).map(async ([code, { says, terraform }]) => {
      const { error = 'nothing' } = await attempt(`refused-by-terraform-${code}`, terraform);
      return error.includes(says) ? [] : [`Terraform was to say '${says}' of ${code}, and says: ${error}`];
    }),
  ]);
  const unseen = accepted.dropped.map(
    (path) => `${path} is unknown to this provider, so its plan proves nothing of a refusal`,
  );
  return { planned: accepted.planned, failures: [...unseen, ...refused.flat()] };
}

function byHand(name: string, account: string, resources: HandWritten): Planning {
  return {
    name,
    build: (outdir) => {
      const app = new App({ outdir, skipValidation: true });
      const stack = new TerraformStack(app, name);
      new AwsProvider(stack, 'Aws', { region: 'us-east-1', allowedAccountIds: [account] });
      for (const [type, byName] of Object.entries(resources)) stack.addOverride(`resource.${type}`, byName);
      return app;
    },
  };
}

function merged(): HandWritten {
  const types = [...new Set(refusedCases.flatMap(({ terraform }) => Object.keys(terraform)))].sort();
  return Object.fromEntries(
    types.map((type) => [type, Object.assign({}, ...refusedCases.map(({ terraform }) => terraform[type] ?? {}))]),
  );
}
