import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { refusedCases } from './refused';
import type { HandWritten } from './refused/refused-case';
import type { Planning } from './verify-plans';

/** Everything that the rules refuse, written by hand in one stack: a plan has nothing against it, which is why rules have. */
export function refusedByHand(account: string): Planning {
  return {
    name: 'refused-by-hand',
    build: (outdir) => {
      const app = new App({ outdir, skipValidation: true });
      const stack = new TerraformStack(app, 'refused-by-hand');
      new AwsProvider(stack, 'Aws', { region: 'us-east-1', allowedAccountIds: [account] });
      for (const [type, byName] of Object.entries(merged())) stack.addOverride(`resource.${type}`, byName);
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
