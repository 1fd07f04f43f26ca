import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { checkSlo } from '../watch/check-slo';
import { acknowledged } from './acknowledge';
import { checkAccess } from './check-access';
import { checkAlarms } from './check-alarms';
import { checkAttachments } from './check-attachments';
import { checkBeforeDeploy } from './check-before-deploy';
import { checkConcurrency } from './check-concurrency';
import { checkContainers } from './check-containers';
import { checkEgress } from './check-egress';
import { checkImageFrom } from './check-image-from';
import { checkPlacement } from './check-placement';
import { checkPulls } from './check-pulls';
import { checkScaling } from './check-scaling';
import { checkShift } from './check-shift';
import { checkStorage } from './check-storage';
import { checkTelemetry } from './check-telemetry';
import type { KnownQueues } from './known-queues';

/** Where a service is about to be built. */
export interface ServiceSite {
  readonly contract: Contract;
  readonly app: string;
  readonly system: string;
  readonly name: string;
  /** Queues that it may name. */
  readonly queues?: KnownQueues;
  /** Volumes that it may mount, by name. @default {} */
  readonly volumes?: Readonly<Record<string, VolumeSpec>>;
  /** Other services that may run on the same hosts, as far as they are known. */
  readonly others?: readonly ServiceSpec[];
}

/**
 * Everything in a service that AWS would refuse at apply or leave pending: all problems at once. Fields are those of the service.
 * What it takes from other services, or its routes from each other, is for `checkShared`.
 */
export function checkService(service: ServiceSpec, site: ServiceSite): Problem[] {
  const { contract, app, system, name, queues = {}, volumes = {}, others } = site;
  const problems = [
    ...checkName('system', system, 'system'),
    ...checkName('service', name, 'name'),
    ...Object.keys(service.ports).flatMap((port) => checkName('port', port, `ports.${port}`)),
    ...checkPortNumbers(service),
    ...checkImageFrom(service),
    ...checkContainers(service),
    ...checkPulls(service, contract),
    ...checkPlacement(service, contract, { ...(others && { others }), volumes }),
    ...checkShift(service),
    ...checkBeforeDeploy(service, contract),
    ...checkScaling(service, site),
    ...checkAlarms(service),
    ...checkSlo(service, site),
    ...checkAttachments(service, contract, app),
    ...checkConcurrency(service, contract),
    ...checkTelemetry(service, contract),
    ...checkAccess(service, { site: contract.site, system, queues }),
    ...checkEgress(service, contract),
    ...checkStorage(service, volumes, contract),
  ];
  return acknowledged(problems, service.acknowledge);
}

function checkPortNumbers({ ports }: ServiceSpec): Problem[] {
  const names = Object.keys(ports);
  return names.flatMap((name, i) => {
    const twin = names.slice(0, i).find((other) => ports[other]?.number === ports[name]?.number);
    return twin === undefined
      ? []
      : [
          {
            code: 'DuplicatePort',
            field: `ports.${name}.number`,
            problem: `is ${ports[name]?.number} like ports.${twin}.number`,
            fix: 'use another number',
          },
        ];
  });
}
