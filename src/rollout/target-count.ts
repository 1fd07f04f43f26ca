import { resolveListeners, resolveRoutes } from '../rules/choose';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { shiftOf } from './strategy';

/** How many target groups a service makes behind each gateway: two where a rollout moves requests between them. */
export function targetGroupCounts(service: ServiceSpec, contract: Contract, app: string): Record<string, number> {
  const each = shiftOf(service.rollout) === undefined ? 1 : 2;
  const counts: Record<string, number> = {};
  for (const key of targetKeys(service, contract, app)) {
    const [gateway = ''] = key.split(' ');
    counts[gateway] = (counts[gateway] ?? 0) + each;
  }
  return counts;
}

/** `<gateway> <what>` for each entry of the service's load balancers. */
export function targetKeys(service: ServiceSpec, contract: Contract, app: string): string[] {
  const shifts = shiftOf(service.rollout) !== undefined;
  const routes = resolveRoutes(service, contract, app).map((r) => `${r.gateway} ${shifts ? r.key : r.port}`);
  const listeners = resolveListeners(service, contract).map((l) => `${l.gateway} ${l.listenPort}`);
  return [...new Set([...routes, ...listeners])];
}
