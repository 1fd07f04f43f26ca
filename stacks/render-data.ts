import type { Construct } from 'constructs';
import { Queue } from '../constructs/aws';
import { mapValues } from '../src/spec/map-values';
import type { Site } from '../src/spec/site';
import type { SystemSpec } from '../src/spec/system';

/** Builds what a system remembers, apart from what it computes: destroying its services touches none of it. */
export function renderData(scope: Construct, system: SystemSpec, site: Site): void {
  mapValues(
    system.queues,
    (queue, name) => new Queue(scope, `Queue-${name}`, { site, system: system.name, name, ...queue }),
  );
}
