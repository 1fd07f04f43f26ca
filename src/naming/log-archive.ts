import { arn, type Place } from './arns';
import { resourceName } from './names';

type Environment = Place & { readonly name: string };

/** Parts of the name of the role by which CloudWatch Logs writes to the archive, after the environment's. */
export const ARCHIVE_WRITER = ['log-archive', 'writer'] as const;

/** The Firehose stream of an environment that takes logs to a bucket: its name, and the ARN that follows from it, so that a grant waits for nothing. */
export function archiveStream({ name: environment, ...place }: Environment): {
  readonly name: string;
  readonly arn: string;
} {
  const name = resourceName('deliveryStream', environment, 'logs');
  return { name, arn: arn(place, 'firehose', `deliverystream/${name}`) };
}
