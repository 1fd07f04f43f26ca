import { renderProblem } from '../../errors';
import type { Explanation } from '../explain';
import { clusterText } from './cluster-text';
import { costText } from './cost-text';
import { fleetText } from './fleet-text';
import { jobText } from './job-text';
import { edgesText, routesText, volumesText } from './reach-text';
import { serviceText } from './service-text';

/** What no plan and no test here has seen of AWS, and what is taken for it. */
const TAKEN = [
  'Hosts are all taken to be of the first type of their fleet, started from nothing, and packed as the placement strategy says: replicas',
  'spread over zones, then on the host with the least memory left. AWS was not asked, and may choose another type or another order.',
  'Memory for tasks is what EC2 advertises less an upper bound of what kernel and hypervisor keep, less what the host reserves.',
];

/** An explanation as text: fleets, services, jobs, cost, what hosts do not keep apart, and what is deliberate. Ends with a line break. */
export function explanationText(explanation: Explanation): string {
  const { environment, region, fleets, services, trainingClusters, jobs } = explanation;
  const sections = [
    [`Environment ${environment} in ${region}`],
    ...fleets.map((fleet) => fleetText(fleet)),
    ...services.map((service) => serviceText(service)),
    ...trainingClusters.map((cluster) => clusterText(cluster)),
    ...jobs.map((job) => jobText(job)),
    edgesText(explanation.edges),
    routesText(explanation.routes),
    volumesText(explanation.volumes),
    costText(explanation),
    apartText(explanation),
    deliberateText(explanation),
    laptopText(explanation),
    warningText(explanation),
    TAKEN,
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** ECS has no parameter for any of the three (ECS API reference, ContainerDefinition and LinuxParameters, read 2026-11-22). */
function apartText({ fleets, services }: Explanation): string[] {
  const lines = fleets.flatMap(({ fleet }) => {
    const here = services.filter((service) => service.fleet === fleet && service.neighbours.length > 0);
    const names = here.map(({ system, service }) => `${system}/${service}`);
    if (names.length === 0) return [];
    return [`  on fleet ${fleet}: ${names.join(', ')}${names.length === 1 ? ', with its own replicas' : ''}`];
  });
  if (lines.length === 0) return [];
  return [
    'ECS keeps cpu, memory, GPUs and network interfaces of tasks apart. Disk throughput (blkio), network bandwidth and which cores a',
    'task runs on (cpuset) it does not: whoever is on a host shares them. Only a fleet of its own keeps a service apart. They share',
    ...lines,
  ];
}

/** Many fields are different for one reason, which is told once. */
function laptopText({ laptop }: Explanation): string[] {
  if (laptop.length === 0) return [];
  const reasons = [...new Set(laptop.map(({ reason }) => reason))];
  const fieldsOf = (reason: string) => laptop.filter((one) => one.reason === reason).map(({ field }) => field);
  return [
    'Different on a laptop:',
    ...reasons.flatMap((reason) => [`  ${reason}`, `    ${fieldsOf(reason).join(', ')}`]),
  ];
}

function warningText({ warnings }: Explanation): string[] {
  return warnings.length === 0
    ? []
    : ['Legal now, and may not stay so:', ...warnings.map((w) => `  ${renderProblem(w)}`)];
}

function deliberateText({ exceptions }: Explanation): string[] {
  if (exceptions.length === 0) return [];
  return [
    'Said in the spec, and less safe or more open than the default:',
    ...exceptions.map(({ field, what, why }) => `  ${field}: ${what}${why === undefined ? '' : `, because "${why}"`}`),
  ];
}
