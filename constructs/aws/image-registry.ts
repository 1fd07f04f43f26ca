import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrPullThroughCacheRule } from '@cdktf/provider-aws/lib/ecr-pull-through-cache-rule';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { EcrRepositoryPolicy } from '@cdktf/provider-aws/lib/ecr-repository-policy';
import { Construct } from 'constructs';
import { repositoryPolicy } from '../../src/identity/repository-policy';
import { repositoryName } from '../../src/images/image-names';
import { lifecyclePolicy } from '../../src/images/lifecycle-policy';
import { parseSpec } from '../../src/spec/parse';
import { type RegistryInput, type RegistrySpec, registrySpec } from '../../src/spec/registry';
import type { Site } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { kept } from '../terraform/lifecycle';

export interface ImageRegistryProps {
  /** Where the registry is. */
  readonly site: Pick<Site, 'region' | 'protect'>;
  readonly registry: RegistryInput;
  /** Images that are pushed here. */
  readonly images: readonly { readonly system: string; readonly image: string }[];
}

/** The Terraform resources behind a registry, for `addOverride`. */
export interface ImageRegistryResources {
  /** Repositories by their name. */
  readonly repositories: Readonly<Record<string, EcrRepository>>;
  /** Rules by prefix. */
  readonly pullThrough: Readonly<Record<string, EcrPullThroughCacheRule>>;
}

/**
 * Repositories of the images that systems build, and the registries elsewhere that are pulled through. A tag never means another image,
 * every push is scanned, content is encrypted with AWS's own key for ECR, and what was deployed stays.
 */
export class ImageRegistry extends Construct {
  readonly resources: ImageRegistryResources;

  constructor(scope: Construct, id: string, { site, registry: input, images }: ImageRegistryProps) {
    super(scope, id);
    const registry = parseSpec(`ImageRegistry '${this.node.path}'`, registrySpec, input);
    const protection = { region: site.region, protect: registry.protect ?? site.protect };
    const repositories = images.map(({ system, image }) => {
      // In names there is no '_', so these keys differ as the images do.
      const own = new Construct(this, `${system}_${image}`);
      const name = repositoryName(system, image);
      return [name, repository(own, { site: protection, registry, name })] as const;
    });
    const rules = Object.entries(registry.pullThrough).map(([prefix, { upstream, credentialsSecretArn }]) => {
      const rule = new EcrPullThroughCacheRule(this, `PullThrough-${prefix.replaceAll('/', ':')}`, {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: upstream,
        ...(credentialsSecretArn !== undefined && { credentialArn: credentialsSecretArn }),
      });
      return [prefix, rule] as const;
    });
    this.resources = { repositories: Object.fromEntries(repositories), pullThrough: Object.fromEntries(rules) };
  }
}

function repository(
  scope: Construct,
  { site, registry, name }: Pick<ImageRegistryProps, 'site'> & { registry: RegistrySpec; name: string },
): EcrRepository {
  const made = new EcrRepository(scope, 'Repository', {
    name,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: [{ encryptionType: 'KMS' }],
    forceDelete: !site.protect,
    ...kept(site),
  });
  new EcrLifecyclePolicy(scope, 'Expiry', { repository: made.name, policy: tfJson(lifecyclePolicy(registry)) });
  if (registry.readers.length > 0)
    new EcrRepositoryPolicy(scope, 'Readers', {
      repository: made.name,
      policy: tfJson(repositoryPolicy(registry.readers, site.region)),
    });
  return made;
}
