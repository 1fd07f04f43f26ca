import type { Connectable as AwsConnectable, AwsPlatform, MlService as AwsService } from '../../../constructs/aws';
import type { Platform } from '../../../constructs/contract';
import type { LocalPlatform, MlService as LocalService } from '../../../constructs/local';

/** Never called: what must not compile is held by the compiler, which refuses a suppressed error that is none. */
export function worldsApart(aws: AwsService, local: LocalService, platform: LocalPlatform, onAws: AwsPlatform): void {
  local.connections.allowFrom(local, 'both are here');
  aws.connections.allowFrom(aws, 'both are there');
  // @ts-expect-error a service of AWS cannot call one of a laptop
  local.connections.allowFrom(aws, 'from another world');
  // @ts-expect-error nor the other way round
  aws.connections.allowFrom(local, 'from another world');
  // @ts-expect-error a laptop is no platform of AWS
  const wrong: Platform<'aws'> = platform;
  const right: [Platform<'aws'>, Platform<'local'>, AwsConnectable] = [onAws, platform, aws];
  void [wrong, right];
}

describe('the worlds', () => {
  it('are kept apart by the compiler', () => {
    expect(worldsApart).toBeInstanceOf(Function);
  });
});
