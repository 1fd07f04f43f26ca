import { looksSecret } from '../../rules/secret-looking';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped } from '../note';
import type { Place } from '../place';
import { projectPath } from '../project-path';
import type { ServiceDraft } from './service-draft';

const PLATFORMS = ['linux/amd64', 'linux/arm64'] as const;
const ENGINE = 'is for the builder of the laptop; images are built by `stowage image build`';

/** What a service runs. */
export const IMAGE_FIELDS: Fields<ServiceDraft> = {
  image(place, draft) {
    const image = place.text();
    if (image === undefined) return [];
    if (draft.build !== undefined) return dropped('is what the built image is called there; here its content names it');
    draft.spec.image = image;
    return mapped('image');
  },
  build(place, draft) {
    draft.build ??= { context: '.' };
    if (place.isObject) {
      if (place.at('context').isNothing) context(place, draft, '.');
      return readFields(BUILD_FIELDS, place, draft);
    }
    return context(place, draft, place.text() ?? '.');
  },
  platform(place, draft) {
    const platform = PLATFORMS.find((known) => known === place.text());
    if (platform === undefined || draft.build === undefined)
      return dropped('the hosts of the fleet decide what it runs on; use an image for them');
    draft.build.platform = platform;
    return mapped('images.platform');
  },
  pull_policy: 'the agent of the host asks the registry; a tag should never move',
};

/** How an image is built. Exported so that a test sees that no field is missing. */
export const BUILD_FIELDS: Fields<ServiceDraft> = {
  context: (place, draft) => context(place, draft, place.text() ?? '.'),
  dockerfile(place, draft) {
    const file = place.text();
    if (file === undefined) return [];
    build(draft).dockerfile = file;
    return mapped('images.dockerfile');
  },
  dockerfile_inline: 'is a Dockerfile inside of this file; write it to a file of its own',
  args(place, draft) {
    const args = pairs(place, (name) => draft.context.variables[name]);
    const secret = Object.keys(args).filter((name) => looksSecret(name, args[name] as string) !== undefined);
    const kept = Object.entries(args).filter(([name]) => !secret.includes(name));
    build(draft).arguments = Object.fromEntries(kept);
    return [
      ...(kept.length > 0 ? [mapped('images.arguments')] : []),
      ...secret.map((name) => dropped(`${name} looks like a secret, and an argument stays in the image for everybody`)),
    ];
  },
  target(place, draft) {
    const target = place.text();
    if (target === undefined) return [];
    build(draft).target = target;
    return mapped('images.target');
  },
  platforms(place, draft) {
    const [first, ...others] = place.texts();
    const platform = PLATFORMS.find((known) => known === first);
    if (platform === undefined) return dropped('images are built for linux/amd64 or linux/arm64');
    build(draft).platform = platform;
    return others.length === 0
      ? mapped('images.platform')
      : approximated(`images.platform ${platform}`, 'an image is built for one; the fleet decides which');
  },
  ssh: ENGINE,
  labels: 'labels of images are read by nothing here',
  cache_from: ENGINE,
  cache_to: ENGINE,
  no_cache: ENGINE,
  additional_contexts: 'only the files of its context are built from; copy the others there',
  network: ENGINE,
  shm_size: ENGINE,
  extra_hosts: ENGINE,
  isolation: ENGINE,
  privileged: 'no build is privileged',
  secrets: 'is no part of the image; give it to whoever runs `stowage image build`',
  tags: 'an image is called by its content, in images.lock.json',
  ulimits: ENGINE,
  pull: ENGINE,
  provenance: ENGINE,
  sbom: ENGINE,
  entitlements: 'no build is privileged',
};

function build(draft: ServiceDraft) {
  draft.build ??= { context: '.' };
  return draft.build;
}

function context(place: Place, draft: ServiceDraft, written: string): Fate | readonly Fate[] {
  if (/^([a-z]+:\/\/|git@|github\.com)/.test(written))
    return dropped('is a repository elsewhere, and images are built from files of this one; bring it in');
  const path = projectPath(draft.context.directory, written);
  if (path === undefined)
    return (
      place.refuse('OutsideProject', 'is outside of the repository', 'run the import from its root, or bring it in') ??
      []
    );
  build(draft).context = path === '' ? '.' : path;
  return mapped(`images.context ${path === '' ? '.' : path}`);
}

/** An object of texts, or a list of `NAME=value`; a name alone has the value that the caller finds, or none. */
export function pairs(place: Place, missing: (name: string) => string | undefined): Record<string, string> {
  const named: [string, string | undefined][] = place.isList
    ? place.texts().map((entry) => {
        const at = entry.indexOf('=');
        return at < 0 ? [entry, missing(entry)] : [entry.slice(0, at), entry.slice(at + 1)];
      })
    : place.entries().map(([name, value]) => [name, value.isNothing ? missing(name) : value.text()]);
  return Object.fromEntries(named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
