import { join, relative } from 'node:path';
import { TerraformOutput } from 'cdktf';
import { ImageRegistry } from '../constructs/aws';
import { DockerBuilds } from '../constructs/aws/docker-builds';
import type { PlatformApp } from '../constructs/terraform/platform-app';
import { hashImage } from '../src/cli/image/hash-image';
import { type DeclaredImage, declaredImages } from '../src/images/declared-images';
import { dockerBuilds } from '../src/images/docker-builds';
import type { ImageLock } from '../src/images/image-lock';
import { contractRegistry, siteOf } from '../src/spec/contract-of';
import type { EnvironmentSpec } from '../src/spec/environment';
import type { SystemInput } from '../src/spec/system';
import { AwsStack } from './aws-stack';

/** Name of the stack and of the output that a lock is written from. */
const IMAGES = 'images';
export const LOCK_OUTPUT = 'lock';

export interface ImagesOptions {
  readonly environment: EnvironmentSpec;
  readonly systems: readonly SystemInput[];
  readonly lock: ImageLock;
  /** The hash of all that an image is built from. @default - of its files, from the working directory */
  readonly hashOf?: (image: DeclaredImage) => string;
}

/**
 * Adds the stack of the registry, where there is anything to keep in it: once per account and region, for all environments that share it.
 * It alone knows how images are built.
 */
export function addImages(app: PlatformApp, { environment, systems, lock, hashOf = hashOfFiles }: ImagesOptions): void {
  const { registry } = environment;
  const images = declaredImages(systems, environment.name);
  if (images.length === 0 && Object.keys(registry.pullThrough).length === 0) return;
  const { account, region } = contractRegistry(environment);
  // It is no environment's own.
  const site = { ...siteOf(environment), name: 'shared', account, region };
  const stack = new AwsStack(app, IMAGES, {
    site,
    state: { backend: environment.backend, region: environment.region },
    stateName: `${IMAGES}-${account}-${region}`,
  });
  const repositories = new ImageRegistry(stack, 'Registry', { site, registry, images });
  if (registry.builder === 'buildx') return;
  const { builds, entries } = dockerBuilds(images, lock, { account, region }, hashOf);
  const root = relative(join(app.outdir, 'stacks', IMAGES), '.');
  const docker = new DockerBuilds(stack, 'Builds', { builds, root, repositories: repositories.resources.repositories });
  const output = new TerraformOutput(stack, 'Lock', {
    value: [...entries, ...docker.entries],
    description: 'What images.lock.json is to hold: npx stowage image lock',
  });
  output.overrideLogicalId(LOCK_OUTPUT);
}

function hashOfFiles(image: DeclaredImage): string {
  return hashImage('.', image.name, image);
}
