import { resolveListeners } from '../rules/choose';
import type { KnownQueues } from '../rules/known-queues';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { consumedQueues } from '../watch/consumed-queues';
import { symptomAlarms } from '../watch/symptom-alarms';
import { alarmPlans, type WatchedTarget } from './alarm-plans';
import { routeTargets } from './route-targets';

interface CountedIn {
  readonly contract: Contract;
  readonly app: string;
  readonly system: string;
  readonly queues: KnownQueues;
}

/** How many alarms a service gets: those that undo its rollouts, and those that people are told of. */
export function alarmCount(service: ServiceSpec, { contract, app, system, queues }: CountedIn): number {
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
  const consumed = consumedQueues(service, { site: contract.site, system, queues });
  return (
    alarmPlans(service, { targets, cluster: '', service: '', mesh }).length +
    symptomAlarms(service, { of: '', targets, mesh, queues: consumed }).length
  );
}
