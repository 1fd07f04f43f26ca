import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import { synthApp } from './synth-app';
import type { SynthesizedStack } from './synthesized-stack';

/** What a stack becomes that holds what `build` puts into it, and a provider. Nothing is left behind on disk. */
export function synthStack(build: (stack: TerraformStack) => void): SynthesizedStack {
  const stacks = synthApp((app) => {
    const stack = new TerraformStack(app, 'test');
    new AwsProvider(stack, 'Aws', { region: 'us-east-1' });
    build(stack);
  });
  return stacks.test as SynthesizedStack;
}
