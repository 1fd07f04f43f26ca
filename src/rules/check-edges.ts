import type { Problem } from '../errors';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { allowsService, edgeOf, type Neighbours } from './edges';
import { volumeOfReplicas } from './members';
import { unknownName } from './unknown-name';

/** Edges that lead from nothing, or to nothing. Fields are those of the system. */
export function checkEdges(system: SystemSpec, name: string, service: ServiceSpec, neighbours: Neighbours): Problem[] {
  const ports = Object.keys(service.ports);
  const field = `services.${name}.allow`;
  const problems = service.allow.flatMap((allow, i): Problem[] => {
    if (!allowsService(allow)) return unknownPorts(allow.ports, `${field}.${i}`, name, ports);
    const edge = edgeOf(allow, { system: system.name, service: name });
    const inside = edge.caller.system === system.name;
    const exists = inside
      ? own(system.services, edge.caller.service) !== undefined
      : own(neighbours, `${edge.caller.system}/${edge.caller.service}`) !== undefined;
    const written = typeof allow === 'string' ? allow : allow.service;
    if (!exists) {
      const others = Object.keys(neighbours).filter((key) => !key.startsWith(`${system.name}/`));
      const known = [...Object.keys(system.services), ...others];
      return [unknownName('UnknownService', `${field}.${i}`, 'service', written, known)];
    }
    // Replicas with a volume each are services, and may call each other.
    if (inside && edge.caller.service === name && volumeOfReplicas(service, system.volumes) === undefined)
      return [
        {
          code: 'SelfEdge',
          field: `${field}.${i}`,
          problem: `is '${name}' itself`,
          fix: 'remove it: a process reaches itself on localhost',
        },
      ];
    return unknownPorts(edge.ports, `${field}.${i}`, name, ports);
  });
  if (service.allow.length > 0 && ports.length === 0)
    problems.push({
      code: 'NoPorts',
      field,
      problem: `lets others in, but '${name}' has no ports`,
      fix: 'give it one in `ports`',
    });
  if (service.clientGroup !== 'off' && ports.length === 0)
    problems.push({
      code: 'NoPorts',
      field: `services.${name}.clientGroup`,
      problem: `is '${service.clientGroup}', but '${name}' has no ports`,
      fix: 'give it one in `ports`, or leave it out',
    });
  return problems;
}

function unknownPorts(
  named: readonly string[] | undefined,
  field: string,
  service: string,
  ports: readonly string[],
): Problem[] {
  return (named ?? [])
    .filter((port) => !ports.includes(port))
    .map((port) => unknownName('UnknownPort', `${field}.ports`, `port of '${service}'`, port, ports));
}
