import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import type { Attachments } from './random-attachments';

type Readiness = NonNullable<NonNullable<ServiceInput['health']>['readiness']>;

/** What load balancers ask a service that they lead to. The pause between two questions is longer than the wait for an answer. */
export function randomReadiness(
  draw: Draw,
  { ports = {}, routes = [], listeners = [] }: Attachments,
): Readiness | undefined {
  if (routes.length + listeners.length === 0 || !draw.chance(0.7)) return undefined;
  const timeout = draw.some({ timeoutSeconds: () => draw.int(2, 120) });
  const codes = healthyCodes({ ports, routes });
  const least = Math.max(5, (timeout.timeoutSeconds ?? 5) + 1);
  return {
    ...timeout,
    ...(least > 10
      ? { intervalSeconds: draw.int(least, 300) }
      : draw.some({ intervalSeconds: () => draw.int(least, 300) })),
    ...draw.some<Readiness>({
      path: () => draw.one('/', '/ready?full=1', '/model.Health/Check', '/$' + '{x}%' + '{y}'),
      port: () => draw.one(...Object.keys(ports)),
      healthyThreshold: () => draw.int(2, 10),
      unhealthyThreshold: () => draw.int(2, 10),
      graceSeconds: () => draw.int(0, 86_400),
    }),
    ...(codes.length > 0 && draw.some<Readiness>({ codes: () => draw.one(...codes) })),
  };
}

/** Status codes of the one protocol that routes lead to; where they lead to both, none is of both. */
function healthyCodes({ ports = {}, routes = [] }: Attachments): string[] {
  const spoken = new Set(routes.map(({ port = Object.keys(ports)[0] ?? '' }) => ports[port]?.protocol === 'grpc'));
  if (spoken.size === 2) return [];
  return spoken.has(true) ? ['0', '0-12'] : ['200', '200-299,301'];
}
