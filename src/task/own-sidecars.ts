import type { ServiceSpec } from '../spec/service';
import { withCollector } from './collector';
import { withAgent } from './concurrency-agent';

/** A service with all that the platform itself puts beside it in every replica. */
export function withOwnSidecars(service: ServiceSpec): ServiceSpec {
  return withCollector(withAgent(service));
}
