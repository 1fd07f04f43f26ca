import type { Problem } from '../errors';
import { releaseDay } from '../fleet/ami';
import { HOST_IMAGE_SINCE } from '../fleet/host-scripts';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { VolumeKind, VolumeSpec } from '../spec/volume';
import { fleetOf } from './choose';
import { hostMounted, type Volumes } from './own-hosts';

/** Volumes whose program no host could run, because its image is older than what the program installs: no host would ever take a task. */
export function checkHostImage(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const name = fleetOf(service, contract);
  const day = releaseDay(own(contract.fleets, name)?.amiRelease ?? '');
  if (day === undefined) return [];
  return hostMounted(service, volumes).flatMap((volume) => {
    const since = sinceOf((volumes[volume] as VolumeSpec).kind);
    if (since === undefined || day >= since.day) return [];
    const problem = `is '${volume}', whose hosts install ${since.what}, and the image of fleet '${name}' is of ${writtenDay(day)}: it finds that since ${writtenDay(since.day)}`;
    const field = `mounts.${service.mounts.findIndex((mount) => mount.volume === volume)}.volume`;
    return [{ code: 'ImageTooOld', field, problem, fix: 'use a later amiRelease' }];
  });
}

function sinceOf(kind: VolumeKind): { readonly day: string; readonly what: string } | undefined {
  return kind in HOST_IMAGE_SINCE ? HOST_IMAGE_SINCE[kind as keyof typeof HOST_IMAGE_SINCE] : undefined;
}

/** A day of a release as people write it: `2026-11-20` of `20261120`. */
export function writtenDay(day: string): string {
  return day.replace(/^(....)(..)/, '$1-$2-');
}
