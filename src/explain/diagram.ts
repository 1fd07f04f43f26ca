import { nameOf } from '../identity/wildcards';
import { gatewayOf } from '../rules/choose';
import { allowsService, edgeOf } from '../rules/edges';
import { jobEdges } from '../rules/job-edges';
import type { Contract } from '../spec/contract';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { destinationOf } from './destination';

/**
 * Who may reach whom, as a Mermaid flowchart: gateways, services by system, the edges between them with their reasons.
 * What is not drawn is not allowed. Sorted, so that the same systems give the same text.
 */
export function diagram(environment: EnvironmentSpec, systems: readonly SystemSpec[]): string {
  const contract = contractOf(environment, (path) => path.join('.'));
  const sorted = [...systems].sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries = sorted.flatMap((system) => entriesOf(system, contract));
  const used = [...new Set(entries.map(({ gateway }) => gateway))].sort();
  return [
    'flowchart LR',
    ...used.flatMap((gateway) => gatewayLines(gateway, contract)),
    ...sorted.flatMap(systemLines),
    ...entries.map(({ gateway, to, what }) => `  ${gatewayId(gateway)} -->|${quoted(what)}| ${to}`),
    ...sorted.flatMap(edgeLines),
    ...sorted.flatMap(orderLines),
    ...new Set(sorted.flatMap(outsideLines)),
    '',
  ].join('\n');
}

function gatewayLines(name: string, contract: Contract): string[] {
  const { kind, scheme } = contract.gateways[name] as Contract['gateways'][string];
  const from = scheme === 'internal' ? 'network(("the network"))' : 'internet(("the internet"))';
  return [`  ${from} --> ${gatewayId(name)}[/${quoted(`${name}: ${kind} gateway`)}/]`];
}

function systemLines({ name, services, queues }: SystemSpec): string[] {
  const keys = Object.keys(services).sort();
  return [
    `  subgraph system_${id(name)}[${quoted(name)}]`,
    ...keys.map(
      (key) => `    ${serviceId(name, key)}[${quoted(`${key}<br/>${replicas(services[key] as ServiceSpec)}`)}]`,
    ),
    ...[...new Set(jobEdges({ services }).map(({ job }) => job))]
      .sort()
      .map((job) => `    ${jobId(name, job)}([${quoted(`${job}<br/>job`)}])`),
    ...Object.keys(queues)
      .sort()
      .map((key) => `    queue_${serviceId(name, key)}[(${quoted(`${key}<br/>queue`)})]`),
    '  end',
  ];
}

function replicas({ replicas: written, gpus }: ServiceSpec): string {
  if (written === 'one-per-host') return 'one per host';
  const { min, max } = replicaBounds(written);
  return `${min === max ? min : `${min} to ${max}`} x${gpus > 0 ? `, ${gpus} GPU` : ''}`;
}

function edgeLines({ name, services }: SystemSpec): string[] {
  const fromJobs = jobEdges({ services }).map(
    ({ job, callee, why }) => `  ${jobId(name, job)} -->|${quoted(why)}| ${serviceId(name, callee)}`,
  );
  const fromServices = Object.keys(services)
    .sort()
    .flatMap((service) =>
      (services[service] as ServiceSpec).allow
        .filter(allowsService)
        .map((allow) => edgeOf(allow, { system: name, service })),
    )
    .map(({ caller, callee, why }) => {
      const [from, to] = [caller, callee].map((end) => serviceId(end.system, end.service));
      return `  ${from} -->|${quoted(why)}| ${to}`;
    });
  return [...fromServices, ...fromJobs];
}

/** What services use in AWS and reach outside of the platform. A queue of the environment is drawn already; anything else is drawn here. */
function outsideLines({ name, services }: SystemSpec): string[] {
  return Object.keys(services)
    .sort()
    .flatMap((key) => {
      const { access, egress } = services[key] as ServiceSpec;
      const from = serviceId(name, key);
      const used = access.map((entry) => ({
        to: (entry.kind === 'queue' && queueId(name, entry.queue)) || undefined,
        label: `${entry.kind} ${nameOf(entry)}`,
        what: 'actions' in entry ? entry.actions.join(', ') : 'read',
      }));
      const reached = egress.map((entry) => ({ to: undefined, label: destinationOf(entry), what: entry.why }));
      return [...used, ...reached].flatMap(({ to, label, what }) => [
        ...(to === undefined ? [`  ${outsideId(label)}[[${quoted(label)}]]`] : []),
        `  ${from} -->|${quoted(what)}| ${to ?? outsideId(label)}`,
      ]);
    });
}

/** The queue of the environment that a name means; undefined for an ARN. */
function queueId(system: string, name: string): string | undefined {
  if (name.startsWith('arn:')) return undefined;
  const [owner = system, queue = name] = name.includes('/') ? name.split('/') : [system, name];
  return `queue_${serviceId(owner, queue)}`;
}

/** A word for anything outside, different for each. */
function outsideId(label: string): string {
  return `outside_${label.replace(/[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0)}_`)}`;
}

/** What must run before something starts: dotted, because nothing is called along it. */
function orderLines({ name, services }: SystemSpec): string[] {
  return Object.keys(services)
    .sort()
    .flatMap((service) =>
      (services[service] as ServiceSpec).after.map((first) => {
        const [system = name, key = first] = first.includes('/') ? first.split('/') : [name, first];
        return `  ${serviceId(name, service)} -.->|${quoted('starts after')}| ${serviceId(system, key)}`;
      }),
    );
}

/** Ways in from outside: routes and listeners. */
function entriesOf({ name, services }: SystemSpec, contract: Contract) {
  return Object.keys(services)
    .sort()
    .flatMap((key) => {
      const { routes, listeners } = services[key] as ServiceSpec;
      const to = serviceId(name, key);
      return [
        ...routes.map((route) => ({
          gateway: gatewayOf(route, contract, 'application'),
          to,
          what: [route.host, route.path].filter((part) => part !== undefined).join(' ') || 'every request',
        })),
        ...listeners.map((listener) => ({
          gateway: gatewayOf(listener, contract, 'network'),
          to,
          what: `port ${listener.listenPort}`,
        })),
      ].flatMap(({ gateway, ...entry }) => (gateway === undefined ? [] : [{ gateway, ...entry }]));
    });
}

/** Mermaid's ids are words; names have no underscores, so none meet. */
function id(name: string): string {
  return name.replaceAll('-', '_');
}

function jobId(system: string, job: string): string {
  return `job_${serviceId(system, job)}`;
}

function serviceId(system: string, service: string): string {
  return `${id(system)}__${id(service)}`;
}

function gatewayId(name: string): string {
  return `gateway_${id(name)}`;
}

/** A label that Mermaid takes as it is: its own escapes for what would end it. */
function quoted(text: string): string {
  return `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replace(/\s+/g, ' ')}"`;
}
