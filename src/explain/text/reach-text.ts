import type { EdgeExplanation, RouteExplanation } from '../explain-reach';
import type { VolumeExplanation } from '../explain-volumes';
import { table } from './table';

/** Who may call whom; nobody else can. */
export function edgesText(edges: readonly EdgeExplanation[]): string[] {
  if (edges.length === 0) return [];
  const rows = edges.map(({ caller, callee, addresses, why }) => [caller, callee, addresses.join(', '), why]);
  return [
    'Who may call whom; nothing else can:',
    ...table([{ title: 'caller' }, { title: 'callee' }, { title: 'address' }, { title: 'why' }], rows),
  ];
}

/** What gateways take, in the order in which they ask. */
export function routesText(routes: readonly RouteExplanation[]): string[] {
  if (routes.length === 0) return [];
  const rows = routes.map(({ gateway, priority, takes, service, auth = 'everybody who reaches the gateway' }) => [
    gateway,
    priority === undefined ? '' : String(priority),
    takes,
    service,
    auth,
  ]);
  const columns = [
    { title: 'gateway' },
    { title: 'priority', right: true },
    { title: 'takes' },
    { title: 'for' },
    { title: 'from' },
  ];
  return ['What comes from outside:', ...table(columns, rows)];
}

/** Where data is, and how long. */
export function volumesText(volumes: readonly VolumeExplanation[]): string[] {
  if (volumes.length === 0) return [];
  const rows = volumes.map(({ volume, kind, sizeGiB, writers, scope, stays, mountedBy }) => [
    volume,
    kind,
    sizeGiB === undefined ? 'grows' : `${sizeGiB} GiB`,
    writers,
    scope,
    stays,
    mountedBy.join(', ') || 'nobody',
  ]);
  const columns = ['volume', 'kind', 'size', 'writers', 'the same in one', 'stays', 'mounted by'];
  return [
    'Volumes:',
    ...table(
      columns.map((title) => ({ title })),
      rows,
    ),
  ];
}
