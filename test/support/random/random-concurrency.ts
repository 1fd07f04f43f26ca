import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import type { Attachments } from './random-attachments';

type Limit = NonNullable<ServiceInput['maxConcurrencyPerReplica']>;

const DIGEST = `sha256:${'fedcba9876543210'.repeat(4)}`;

/** A limit on the requests of a replica where a route leads there; then no other does, since requests that move have groups of their own for each route. */
export function randomConcurrency(
  draw: Draw,
  attachments: Attachments,
  builds: readonly string[],
): Attachments & { limit?: Limit } {
  const [first] = attachments.routes ?? [];
  if (first === undefined || !draw.chance(0.85)) return attachments;
  const limit: Limit = {
    image: draw.one<Limit['image'][]>(
      `public.ecr.aws/aws-elb/target-optimizer/target-control-agent@${DIGEST}`,
      `registry.example.com/mirror/agent@${DIGEST}`,
      `registry.example.com/mirror/agent@${DIGEST}`,
      { repository: 'mirror/agent', tag: '1' },
      { repository: 'mirror/agent', tag: '1' },
      { repository: 'mirror/other', tag: '2' },
      { repository: 'mirror/other', digest: DIGEST },
      { repository: 'mirror/agent', digest: DIGEST },
      ...builds.slice(0, 1).flatMap((build) => Array.from({ length: 6 }, () => ({ build }))),
    ),
    ...draw.some<Limit>({ requests: () => draw.one(1, 1, 4, 1000) }),
  };
  return { ...attachments, routes: [first], limit };
}
