import type { Problem } from '../../../src/errors';
import { checkService } from '../../../src/rules/check-service';
import { queuesOf } from '../../../src/rules/known-queues';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import { type QueueInput, queueSpec } from '../../../src/spec/queue';
import type { ServiceInput } from '../../../src/spec/service';
import { testContract } from './test-contract';
import { testServiceSpec } from './test-service';

/** What is said of a service, and of where it is about to be built. */
export interface ServiceCase {
  readonly service?: Partial<ServiceInput>;
  readonly environment?: Partial<EnvironmentInput>;
  readonly app?: string;
  readonly system?: string;
  readonly name?: string;
  /** Queues of its system, by name. */
  readonly queues?: Readonly<Record<string, QueueInput>>;
}

/** Everything wrong with a service that is legal but for what the case says. */
export function judgeService({
  service,
  environment,
  app = 'main',
  system = 'ads',
  name = 'bidder',
  queues = {},
}: ServiceCase): Problem[] {
  const known = queuesOf([{ name: system, queues: mapValues(queues, (queue) => queueSpec.parse(queue)) }]);
  const contract = testContract(environment);
  return checkService(testServiceSpec(service), { contract, app, system, name, queues: known });
}
