import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { type Endpoint, endpointsOf, endpointUrl, urlVariable } from '../task/endpoint';
import { type Edge, edgesInto, edgesOutOf, type Neighbours } from './edges';
import { jobCallees } from './job-edges';
import { queueVariable } from './reached-queue';

/**
 * Callers that would be told two addresses in one variable: a port `admin` of `model` and a service `model-admin` are both
 * `MODEL_ADMIN_URL`. Fields are those of the system.
 */
export function checkAddresses(system: SystemSpec, neighbours: Neighbours, contract: Pick<Contract, 'dns'>): Problem[] {
  const told = new Map<string, Map<string, Endpoint>>();
  const problems = new Map<string, Problem>();
  for (const [caller, endpoints] of toldTo(system, neighbours, contract)) {
    const variables = told.get(caller) ?? new Map<string, Endpoint>();
    told.set(caller, variables);
    for (const endpoint of endpoints) {
      const variable = urlVariable(system.name, endpoint);
      const other = variables.get(variable) ?? endpoint;
      variables.set(variable, other);
      if (endpointUrl(other) === endpointUrl(endpoint)) continue;
      problems.set(`${caller} ${variable}`, {
        code: 'DuplicateAddress',
        field: caller,
        problem: `would be told of both ${endpointUrl(other)} and ${endpointUrl(endpoint)} in ${variable}`,
        fix: 'rename a port or a service, or let it call only one of the two',
      });
    }
  }
  for (const [caller, variables] of told)
    for (const entry of accessOf(caller, system)) {
      if (entry.kind !== 'queue') continue;
      const variable = queueVariable(entry.queue, system.name);
      const other = variables.get(variable);
      if (other === undefined) continue;
      problems.set(`${caller} ${variable}`, {
        code: 'DuplicateAddress',
        field: caller,
        problem: `would be told of both ${endpointUrl(other)} and queue ${entry.queue} in ${variable}`,
        fix: 'rename the service or the queue',
      });
    }
  return [...problems.keys()].sort().map((key) => problems.get(key) as Problem);
}

/** What each caller of a system is told, by its field: services and jobs. */
function toldTo(
  system: SystemSpec,
  neighbours: Neighbours,
  contract: Pick<Contract, 'dns'>,
): (readonly [string, readonly Endpoint[]])[] {
  const edges = [...edgesInto(system), ...edgesOutOf(system, neighbours)];
  return [
    ...edges.map((edge) => [`services.${edge.caller.service}`, reached(edge, system, neighbours)] as const),
    ...[...jobCallees(system, contract)].map(([job, endpoints]) => [`jobs.${job}`, endpoints] as const),
  ];
}

function accessOf(caller: string, { services, jobs }: SystemSpec): ServiceSpec['access'] {
  const [kind, name = ''] = caller.split('.');
  return (kind === 'jobs' ? jobs[name] : services[name])?.access ?? [];
}

function reached({ callee, ports }: Edge, system: SystemSpec, neighbours: Neighbours): Endpoint[] {
  const own = callee.system === system.name;
  const spec = own ? system.services[callee.service] : neighbours[`${callee.system}/${callee.service}`];
  const all = endpointsOf(callee.system, callee.service, (spec as ServiceSpec).ports);
  return all.filter(({ port }) => ports === undefined || ports.includes(port));
}
