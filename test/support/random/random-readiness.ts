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
  const least = Math.max(5, (timeout.timeoutSeconds ?? 5) + 1);
  return {
    ...timeout,
    ...(least > 10
      ? { intervalSeconds: draw.int(least, 300) }
      : draw.some({ intervalSeconds: () => draw.int(least, 300) })),
    ...draw.some<Readiness>({
      path: () => draw.one('/', '/ready?full=1', '/model.Health/Check', '/$' + '{x}%' + '{y}'),
      port: () => draw.one(...Object.keys(ports)),
      codes: () => draw.one('200', '0', '200-299,301'),
      healthyThreshold: () => draw.int(2, 10),
      unhealthyThreshold: () => draw.int(2, 10),
      graceSeconds: () => draw.int(0, 86_400),
    }),
  };
}
