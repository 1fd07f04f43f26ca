import type { Problem } from '../errors';
import { shiftOf } from '../rollout/strategy';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { allowsService } from './edges';
import { unknownName } from './unknown-name';

/** Edges from jobs that there are not, or that could not find the service. Fields are those of the system. */
export function checkJobEdges(system: SystemSpec, name: string, service: ServiceSpec, contract: Contract): Problem[] {
  return service.allow.flatMap((allow, i): Problem[] => {
    if (allowsService(allow)) return [];
    const field = `services.${name}.allow.${i}`;
    if (own(system.jobs, allow.job) === undefined)
      return [unknownName('UnknownJob', `${field}.job`, 'job of this system', allow.job, Object.keys(system.jobs))];
    return checkNameForJobs(service, contract, `${field}.job`);
  });
}

/**
 * A service that no job could find. Aliases of Service Connect resolve in tasks of its services alone (ECS developer guide, "Service Connect",
 * 2026-11), so that jobs find a service in DNS; and there all replicas that run have one name.
 */
export function checkNameForJobs(
  { rollout }: Pick<ServiceSpec, 'rollout'>,
  { dns }: Pick<Contract, 'dns'>,
  field: string,
): Problem[] {
  if (dns === undefined)
    return [
      {
        code: 'NoNameForJobs',
        field,
        problem: 'is a job, and this platform publishes no domain in which jobs find services',
        fix: 'apply its foundation again, with a training cluster',
      },
    ];
  const strategy = shiftOf(rollout)?.strategy;
  if (strategy === undefined) return [];
  return [
    {
      code: 'NoNameForJobs',
      field,
      problem: `is a job, which finds the service in DNS, and with rollout '${strategy}' that would name replicas of both versions before any request is moved`,
      fix: "use rollout 'rolling' or 'recreate', or call it by a route of a gateway",
    },
  ];
}
