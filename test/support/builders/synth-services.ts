import { AwsPlatform, MlService } from '../../../constructs/aws';
import { queuesOf } from '../../../src/rules/known-queues';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import { type QueueInput, queueSpec } from '../../../src/spec/queue';
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
  /** Queues of the system, by name. */
  readonly queues?: Readonly<Record<string, QueueInput>>;
  /** Says more of the services that were made. */
  readonly say?: (services: Record<string, MlService>, platform: AwsPlatform) => void;
}

/** A stack of services of the system `ads`, on a platform of which only the contract is known. */
export function synthServices({
  services = { bidder: {} },
  environment,
  app = 'main',
  queues = {},
  say = () => {},
}: Services = {}): SynthesizedStack {
  return synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, testContract(environment), { app });
    const known = queuesOf([{ name: 'ads', queues: mapValues(queues, (queue) => queueSpec.parse(queue)) }]);
    const made = Object.entries(services).map(([name, service]) => {
      const props = { platform, system: 'ads', name, queues: known, ...testService(service) };
      return [name, new MlService(stack, name, props)] as const;
    });
    say(Object.fromEntries(made), platform);
  });
}
