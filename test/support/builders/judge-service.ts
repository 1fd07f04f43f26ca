import type { Problem } from '../../../src/errors';
import { checkService } from '../../../src/rules/check-service';
import type { EnvironmentInput } from '../../../src/spec/environment';
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
}

/** Everything wrong with a service that is legal but for what the case says. */
export function judgeService({
  service,
  environment,
  app = 'main',
  system = 'ads',
  name = 'bidder',
}: ServiceCase): Problem[] {
  return checkService(testServiceSpec(service), { contract: testContract(environment), app, system, name });
}
