import { resolveListeners } from '../rules/choose';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { alarmPlans, type WatchedTarget } from './alarm-plans';
import { routeTargets } from './route-targets';

/** How many alarms a service gets that undo its rollouts. */
export function alarmCount(service: ServiceSpec, contract: Contract, app: string): number {
  const unnamed = { loadBalancer: '', groups: [] };
  const targets: WatchedTarget[] = [
    ...routeTargets(service, contract, app).map(({ key, port }) => ({
      ...unnamed,
      key,
      port,
      kind: 'application' as const,
    })),
    ...resolveListeners(service, contract).map(({ gateway, listenPort, port }) => ({
      ...unnamed,
      key: `${gateway}-${listenPort}`,
      port,
      kind: 'network' as const,
    })),
  ];
  const http = Object.keys(service.ports).filter((port) => /^http2?$/.test(service.ports[port]?.protocol ?? ''));
  const mesh = Object.fromEntries(http.map((port) => [port, '']));
  return alarmPlans(service, { targets, cluster: '', service: '', mesh }).length;
}
