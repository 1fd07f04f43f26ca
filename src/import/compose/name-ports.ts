import { legalName } from '../../naming/names';
import type { PortSpec } from '../../spec/port';
import type { ServiceInput } from '../../spec/service';
import { approximated, type Note, question } from '../note';
import { knownPort, OTHER_PROTOCOLS } from './known-ports';
import type { DraftPort, ServiceDraft } from './service-draft';

/** The ports of a service by name, and what leads to those of them that were published. */
export interface NamedPorts extends Required<Pick<ServiceInput, 'ports' | 'routes' | 'listeners'>> {
  readonly notes: readonly Note[];
}

/** What any answer but an error says: that it is there. */
export const ANY_ANSWER = { path: '/', codes: '200-499' };

/** Names the ports of a service: by what is spoken, and by their number where that is not enough. */
export function namePorts(draft: ServiceDraft, gateway: string | undefined): NamedPorts {
  const field = `services.${draft.source}.ports`;
  const known = draft.ports.length === 0 ? knownPort(draft.spec.image) : undefined;
  const all = known === undefined ? draft.ports : [{ number: known }];
  const merged = [...new Map(all.map(({ number }) => [number, mergedPort(all, number)])).values()];
  const names = namesOf(merged);
  const at = gateway === undefined ? {} : { gateway };
  const several = merged.length > 1;
  const routed = merged.filter((port) => port.published !== undefined && protocolOf(port) !== 'tcp');
  const handed = merged.filter((port) => port.published !== undefined && protocolOf(port) === 'tcp');
  const spoken = (port: DraftPort) => (protocolOf(port) === 'http' ? {} : { protocol: protocolOf(port) });
  return {
    ports: Object.fromEntries(merged.map((port) => [names.get(port.number), { number: port.number, ...spoken(port) }])),
    routes: routed.map((port, i) => ({
      ...at,
      ...(several && { port: names.get(port.number) as string }),
      path: i === 0 ? `/${draft.name}/*` : `/${draft.name}-${port.number}/*`,
    })),
    listeners: handed.map((port) => ({
      ...(several && { port: names.get(port.number) as string }),
      listenPort: port.published as number,
    })),
    notes: [...guesses(merged, field, known, draft), ...routeNotes(routed, field, draft)],
  };
}

function guesses(
  ports: readonly DraftPort[],
  field: string,
  known: number | undefined,
  { spec }: ServiceDraft,
): Note[] {
  const silent = ports
    .filter(({ protocol }) => protocol === undefined)
    .map((port) => `${protocolOf(port)} on ${port.number}`);
  return [
    ...(known === undefined
      ? []
      : [
          {
            field,
            ...approximated(`port ${known}`, `nothing is said; the image '${String(spec.image)}' listens there`),
          },
        ]),
    ...(silent.length === 0
      ? []
      : [{ field, ...approximated(silent.join(', '), 'nothing says what is spoken; it is guessed from the number') }]),
  ];
}

function routeNotes(routed: readonly DraftPort[], field: string, { name }: ServiceDraft): Note[] {
  if (routed.length === 0) return [];
  const became = `route '/${name}/*', health.readiness ${ANY_ANSWER.path}`;
  return [
    {
      field,
      ...question(
        'under which host or path do people call it, who may (`auth` or `networks`, or on a gateway that is open to the internet `public` with the reason), and what does it answer when it is ready? It gets the path as people write it',
        became,
      ),
    },
  ];
}

function mergedPort(ports: readonly DraftPort[], number: number): DraftPort {
  return Object.assign({}, ...ports.filter((port) => port.number === number)) as DraftPort;
}

function protocolOf({ number, protocol }: DraftPort): PortSpec['protocol'] {
  return protocol ?? (OTHER_PROTOCOLS.has(number) ? 'tcp' : 'http');
}

function namesOf(ports: readonly DraftPort[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const port of ports) {
    const protocol = protocolOf(port);
    const alone = ports.filter((other) => protocolOf(other) === protocol).length === 1;
    const wanted =
      port.name === undefined ? (alone ? protocol : `${protocol}-${port.number}`) : legalName('port', port.name);
    names.set(port.number, [...names.values()].includes(wanted) ? `port-${port.number}` : wanted);
  }
  return names;
}
