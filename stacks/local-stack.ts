import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import type { Construct } from 'constructs';
import { ClosedStack } from '../constructs/terraform/closed-stack';
import { keepState } from '../constructs/terraform/state';
import { LAPTOP } from '../src/spec/laptop';

/** The stack of a laptop: what its engine runs. Its state is a file of the laptop, and has its secrets. */
export class LocalStack extends ClosedStack {
  constructor(scope: Construct) {
    super(scope, LAPTOP);
    new DockerProvider(this, 'Docker', {});
    keepState(this, { region: '', backend: { kind: 'local', directory: '.' } });
  }
}
