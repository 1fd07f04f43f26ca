import { executionGrants } from '../identity/execution-grants';
import { policyDocument } from '../identity/policy';
import { arn } from '../naming/arns';
import { resourceName } from '../naming/names';
import { edgesInto, edgesOutOf, type Neighbours } from '../rules/edges';
import { queueVariables } from '../rules/reached-queue';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { containerDefinitions } from '../task/container-definitions';
import { type Endpoint, endpointsOf } from '../task/endpoint';
import { mountPoint } from '../task/task-volumes';
import type { Attached } from './count-attachments';
import { pathOf } from './count-edges';
import type { Item } from './item';

/** How long the documents are that a service is made from: its containers, and what the role may do that starts them. */
export function countTask(
  { service, spec, contract, fieldOf, queues }: Attached,
  callees: readonly Endpoint[],
): Item[] {
  const { site, registry } = contract;
  const { system, service: name } = service;
  const logGroup = resourceName('logGroup', site.name, system, name);
  const variables = queueVariables(spec.access, system, site, queues);
  const containers = containerDefinitions(spec, {
    place: site,
    registry,
    system,
    service: name,
    logGroup,
    callees,
    variables,
    mounts: spec.mounts.map((mount) => mountPoint(system, mount)),
  });
  const grants = executionGrants(spec, site, registry, arn(site, 'logs', `log-group:${logGroup}`));
  const by = fieldOf(service);
  return [
    { quota: 'taskDefinitionBytes', of: pathOf(service), by, count: Buffer.byteLength(JSON.stringify(containers)) },
    {
      quota: 'rolePolicyCharacters',
      of: `the role that starts ${pathOf(service)}`,
      by,
      count: JSON.stringify(policyDocument(grants)).length,
    },
  ];
}

/** What each service of a system may call, by its name. */
export function calleesOf(system: SystemSpec, neighbours: Neighbours): ReadonlyMap<string, readonly Endpoint[]> {
  const callees = new Map<string, Map<string, Endpoint>>();
  for (const { caller, callee, ports } of [...edgesInto(system), ...edgesOutOf(system, neighbours)]) {
    const own = callee.system === system.name ? system.services[callee.service] : neighbours[pathOf(callee)];
    const known = callees.get(caller.service) ?? new Map<string, Endpoint>();
    callees.set(caller.service, known);
    for (const endpoint of endpointsOf(callee.system, callee.service, (own as ServiceSpec).ports))
      if (ports === undefined || ports.includes(endpoint.port))
        known.set(`${pathOf(callee)} ${endpoint.port}`, endpoint);
  }
  return new Map([...callees].map(([name, known]) => [name, [...known.values()]]));
}
