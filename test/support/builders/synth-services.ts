import { AwsPlatform, MlService } from '../../../constructs/aws';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';
import { synthStack } from './synth-stack';
import type { SynthesizedStack } from './synthesized-stack';
import { testContract } from './test-contract';
import { testService } from './test-service';

interface Services {
  /** What is said of each service, by name. */
  readonly services?: Readonly<Record<string, Partial<ServiceInput>>>;
  readonly environment?: Partial<EnvironmentInput>;
  readonly app?: string;
  /** Says more of the services that were made. */
  readonly say?: (services: Record<string, MlService>, platform: AwsPlatform) => void;
}

/** A stack of services of the system `ads`, on a platform of which only the contract is known. */
export function synthServices({
  services = { bidder: {} },
  environment,
  app = 'main',
  say = () => {},
}: Services = {}): SynthesizedStack {
  return synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, testContract(environment), { app });
    const made = Object.entries(services).map(([name, service]) => {
      return [name, new MlService(stack, name, { platform, system: 'ads', name, ...testService(service) })] as const;
    });
    say(Object.fromEntries(made), platform);
  });
}
