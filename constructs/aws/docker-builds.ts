import type { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Image } from '@cdktf/provider-docker/lib/image';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { RegistryImage } from '@cdktf/provider-docker/lib/registry-image';
import { Construct } from 'constructs';
import type { DockerBuild } from '../../src/images/docker-builds';
import type { LockEntry } from '../../src/images/image-lock';
import { mapValues } from '../../src/spec/map-values';
import { escapeTemplate } from '../terraform/json';

interface DockerBuildsProps {
  readonly builds: readonly DockerBuild[];
  /** Path from where Terraform runs to where contexts start from. */
  readonly root: string;
  /** Repositories by name; each build is pushed once its own is there. */
  readonly repositories: Readonly<Record<string, EcrRepository>>;
}

/**
 * Images that Terraform builds and pushes with the Docker provider, which needs a daemon and a login: `docker login`, or a credential helper.
 * Not part of the library's index, which is loaded where the provider is not installed.
 */
export class DockerBuilds extends Construct {
  /** What the lock is to hold of them; digests are late-bound. */
  readonly entries: readonly LockEntry[];

  constructor(scope: Construct, id: string, { builds, root, repositories }: DockerBuildsProps) {
    super(scope, id);
    const hosts = [...new Set(builds.map(({ reference }) => reference.replace(/\/.*$/, '')))].sort();
    if (hosts.length > 0) new DockerProvider(this, 'Docker', { registryAuth: hosts.map((address) => ({ address })) });
    this.entries = builds.map((build) => {
      // Ids are addresses, and a name has '/' in it.
      const own = new Construct(this, build.name.replaceAll('/', '_'));
      const digest = push(own, build, root, repositories[build.name]);
      return { name: build.name, contextHash: build.contextHash, digest, platform: build.platform };
    });
  }
}

/** Builds and pushes; the digest that the registry gives. What was pushed stays when this is gone: the registry expires it. */
function push(scope: Construct, build: DockerBuild, root: string, repository: EcrRepository | undefined): string {
  const triggers = { context: build.contextHash };
  const image = new Image(scope, 'Image', {
    name: build.reference,
    keepLocally: true,
    triggers,
    buildAttribute: {
      context: escapeTemplate(`${root}/${build.context}`),
      dockerfile: escapeTemplate(build.dockerfile),
      platform: build.platform,
      buildArgs: mapValues(build.arguments, escapeTemplate),
      ...(build.target !== undefined && { target: escapeTemplate(build.target) }),
    },
    ...(repository !== undefined && { dependsOn: [repository] }),
  });
  const pushed = new RegistryImage(scope, 'Pushed', { name: image.name, keepRemotely: true, triggers });
  return pushed.sha256Digest;
}
