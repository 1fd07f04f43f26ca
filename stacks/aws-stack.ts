import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import type { Construct } from 'constructs';
import { ClosedStack } from '../constructs/terraform/closed-stack';
import { keepState, type StateStore } from '../constructs/terraform/state';
import { platformTags } from '../src/naming/tags';
import type { Site } from '../src/spec/site';

interface AwsStackProps {
  readonly site: Site;
  readonly state: StateStore;
  /** Name of its state. @default - the stack's own */
  readonly stateName?: string;
  /** System that the stack belongs to; none for what systems share. */
  readonly system?: string;
  /** Whose that system is. */
  readonly team?: string | undefined;
}

/** A stack of one account and region: it refuses to run in another account, and tags all that it makes. */
export class AwsStack extends ClosedStack {
  constructor(scope: Construct, id: string, { site, state, stateName, system, team }: AwsStackProps) {
    super(scope, id);
    new AwsProvider(this, 'Aws', {
      region: site.region,
      allowedAccountIds: [site.account],
      defaultTags: [
        {
          tags: platformTags({
            environment: site.name,
            extra: site.tags,
            ...(system !== undefined && { system }),
            team,
          }),
        },
      ],
    });
    // The bindings pin one exact version; any later one of its line accepts the same configuration.
    this.addOverride('terraform.required_providers.aws.version', '~> 6.25');
    keepState(this, state, stateName);
  }
}
