import type { ServiceInput } from '../spec/service';
import type { SystemJobInput } from '../spec/training/system-job';
import { isPinned } from '../task/image-reference';
import { approximated, mapped, type Note } from './note';

const ROOT = /^0+(:|$)/;
const AS_ROOT = 'it was imported as it ran before, as root; use a user of the image';
const UNPINNED = 'it was imported as it was; give it a version';

/** What of a container says who it is and where it may write. */
interface Closed {
  user?: string | undefined;
  readOnlyRoot?: boolean | undefined;
}

/** A container as its source means it: root, who may write anywhere, unless it says otherwise. */
function open<C extends Closed>(container: C): C {
  return { ...container, user: container.user ?? '0:0', readOnlyRoot: container.readOnlyRoot ?? false };
}

/** The same with the defaults of this platform, but for a user that is said and is not root. */
function closed<C extends Closed>(container: C): C {
  const { user, readOnlyRoot: _, ...rest } = container;
  return { ...rest, ...(user !== undefined && !ROOT.test(user) && { user }) } as C;
}

/** A service as its source means it, or with the defaults of this platform. */
export function secured(service: ServiceInput, harden: boolean): ServiceInput {
  const as = harden ? closed : open;
  const own = as(service);
  const init = service.init?.map((one) => as(one));
  const sidecars = Object.entries(service.sidecars ?? {}).map(([name, one]) => [name, as(one)] as const);
  const containers = [
    ['', own] as const,
    ...(init ?? []).map((one, i) => [`.init-${i}`, one] as const),
    ...sidecars.map(([name, one]) => [`.${name}`, one] as const),
  ];
  const roots = containers.filter(([, { user }]) => ROOT.test(user ?? '')).map(([key]) => [`RootUser${key}`, AS_ROOT]);
  const moving = containers
    .filter(([, { image }]) => typeof image === 'string' && !isPinned(image))
    .map(([key]) => [`UnpinnedImage${key}`, UNPINNED]);
  const acknowledge = { ...own.acknowledge, ...Object.fromEntries([...roots, ...moving]) };
  return {
    ...own,
    ...(init !== undefined && { init }),
    ...(sidecars.length > 0 && { sidecars: Object.fromEntries(sidecars) }),
    ...(Object.keys(acknowledge).length > 0 && { acknowledge }),
  };
}

/** The same for a job, which no root may be. */
export function securedJob(job: SystemJobInput, harden: boolean): SystemJobInput {
  return harden ? closed(job) : { ...job, readOnlyRoot: job.readOnlyRoot ?? false };
}

/** The one note of it. */
export function hardeningNote(field: string, harden: boolean, of: 'service' | 'job' = 'service'): Note {
  if (harden)
    return {
      field,
      ...mapped(
        "user '1000:1000' and a read-only root, by default",
        'was asked for by --harden; see whether the images work so',
      ),
    };
  if (of === 'job')
    return {
      field,
      ...approximated(
        "user '1000:1000' and readOnlyRoot false",
        'jobs run as the user of their image, most often root, which none may be here, and may write anywhere; --harden gives them a read-only root',
      ),
    };
  return {
    field,
    ...approximated(
      "user '0:0' and readOnlyRoot false, where nothing is said",
      'containers run as the user of their image, most often root, and may write anywhere; --harden gives them a user and a read-only root. None has capabilities here, root or not',
    ),
  };
}
