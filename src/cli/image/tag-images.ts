import { type ImageLock, lockEntry } from '../../images/image-lock';
import { deployedTag } from '../../images/image-names';
import type { ImagePlan } from '../../images/image-plan';
import { repositoryUrl } from '../../task/image-reference';
import { CliError } from '../cli-error';
import { digestOf, docker } from './docker';

interface TagOptions {
  readonly environment: string;
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
}

/** Tags the images that an environment is about to deploy, so that they never expire. Throws `CliError` before it tags any. */
export async function tagImages(
  plan: ImagePlan,
  lock: ImageLock,
  { environment, dryRun, say }: TagOptions,
): Promise<void> {
  if (plan.environment !== environment)
    throw new CliError(
      `the plan is of '${plan.environment}'; write that of '${environment}': STOWAGE_ENVIRONMENT=${environment} npm run images`,
    );
  const used = plan.images.filter((image) => image.used);
  const missing = used.filter(({ name }) => lockEntry(lock, name) === undefined);
  if (missing.length > 0)
    throw new CliError(
      `not in the lock: ${missing.map(({ name }) => name).join(', ')}; run 'stowage image build' first`,
    );
  for (const { name } of used) {
    const { digest } = lockEntry(lock, name) as ImageLock[number];
    const url = repositoryUrl(name, plan.registry);
    const tag = `${url}:${deployedTag(environment, digest)}`;
    // Not an index around it: the tag must be of the image itself, whose digest it names.
    const args = ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', tag, `${url}@${digest}`];
    if (dryRun) say(`${name}: would run docker ${args.join(' ')}`);
    else if ((await digestOf(tag)) !== undefined) say(`${name}: tagged already`);
    else {
      await docker(args);
      say(`${name}: ${tag.slice(url.length + 1)}`);
    }
  }
}
