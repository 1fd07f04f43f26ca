import { instanceType } from '../../../src/catalog/ec2-instances';
import type { PlacedTask } from '../../../src/placement/decide-constraint';
import { ECS_FIELD } from '../../../src/placement/fields';
import { PLACEMENT_FIELDS, type PlacementField } from '../../../src/spec/placement';
import type { Host } from './marathon';

/** Hosts that a small world has of each kind: two images, as while hosts are being replaced. */
const IMAGES = ['ami-1', 'ami-2'];

/** Every kind of host that a fleet may have, of the types and zones it names. */
export function kindsOf({ fleet }: PlacedTask): Omit<Host, 'host'>[] {
  return fleet.zones.flatMap((zone) =>
    fleet.instanceTypes.flatMap((type) =>
      IMAGES.map((ami) => ({
        zone,
        'instance-type': type,
        architecture: instanceType(type)?.arch === 'arm64' ? 'arm64' : 'x86_64',
        os: 'linux',
        ami,
        fleet: fleet.name,
      })),
    ),
  );
}

/** Every way to have `size` hosts, each of any kind, under two sets of names: nobody chooses the name of a host. */
export function hostSets(placed: PlacedTask, size: number): Host[][] {
  const kinds = kindsOf(placed);
  const choose = (from: number, left: number): Omit<Host, 'host'>[][] =>
    left === 0
      ? [[]]
      : kinds.slice(from).flatMap((kind, i) => choose(from + i, left - 1).map((rest) => [kind, ...rest]));
  return choose(0, size).flatMap((set) => [
    set.map((kind, i) => ({ ...kind, host: `i-${i}` })),
    set.map((kind, i) => ({ ...kind, host: `i-${9 - i}` })),
  ]);
}

/** Every way to put `tasks` replicas on hosts that ECS may choose: as many on one as it has room for, and one where they are kept apart. */
export function placements(
  hosts: readonly Host[],
  tasks: number,
  room: (host: Host) => number,
  apart: boolean,
): Host[][] {
  const put = (from: number, left: number): Host[][] => {
    if (left === 0) return [[]];
    return hosts.slice(from).flatMap((host, i) => {
      const most = Math.min(left, room(host), apart ? 1 : left);
      return Array.from({ length: most }, (_, n) => n + 1).flatMap((n) =>
        put(from + i + 1, left - n).map((rest) => [...Array<Host>(n).fill(host), ...rest]),
      );
    });
  };
  return put(0, tasks);
}

/** Where ECS puts replicas one after the other when every host has room: by each spread in turn, where the fewest are. */
export function spreadOut(hosts: readonly Host[], tasks: number, fields: readonly string[]): Host[] {
  const placed: Host[] = [];
  for (let i = 0; i < tasks; i += 1) {
    let candidates = [...hosts];
    for (const name of fields) {
      const field = PLACEMENT_FIELDS.find((f) => ECS_FIELD[f] === name) as PlacementField;
      const count = (host: Host) => placed.filter((p) => p[field] === host[field]).length;
      const fewest = Math.min(...candidates.map(count));
      candidates = candidates.filter((host) => count(host) === fewest);
    }
    placed.push(candidates[0] as Host);
  }
  return placed;
}
