import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LockEntry } from '../../images/image-lock';
import { buildTag } from '../../images/image-names';
import { repositoryUrl } from '../../task/image-reference';
import { CliError } from '../cli-error';
import { digestOf, docker } from './docker';
import type { HashedImage } from './image-files';
import type { ImageWriter } from './image-writer';

/**
 * Builds with `docker buildx` what the registry lacks, and pushes it. What it has under the tag of these files is not built again.
 * @param dryRun says what would be built, and builds nothing.
 */
export function buildWithBuildx(say: (line: string) => void, dryRun: boolean): ImageWriter {
  return async (images, { registry }) => {
    const entries: LockEntry[] = [];
    for (const image of images) {
      const { name, contextHash, platform } = image;
      const reference = `${repositoryUrl(name, registry)}:${buildTag(contextHash)}`;
      const there = await digestOf(reference);
      if (there !== undefined) say(`${name}: in the registry already, as ${there}`);
      else if (dryRun) say(`${name}: would run docker ${buildArguments(image, reference, '<file>').join(' ')}`);
      const digest = there ?? (dryRun ? undefined : await build(image, reference, say));
      if (digest !== undefined) entries.push({ name, contextHash, digest, platform });
    }
    return entries;
  };
}

/** One image for one platform without attestations: its digest is that of the image, and not of a list that holds it. */
function buildArguments(image: HashedImage, reference: string, metadata: string): string[] {
  const { context, dockerfile, arguments: given, target, platform } = image;
  return [
    ...['buildx', 'build', '--push', '--provenance=false', '--sbom=false', '--platform', platform],
    ...['--file', join(context, dockerfile), '--tag', reference, '--metadata-file', metadata],
    ...(target === undefined ? [] : ['--target', target]),
    ...Object.entries(given).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
    context,
  ];
}

async function build(image: HashedImage, reference: string, say: (line: string) => void): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-build-'));
  try {
    say(`${image.name}: building from ${image.context}`);
    const metadata = join(dir, 'metadata.json');
    const failed = await docker(buildArguments(image, reference, metadata)).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failed !== undefined) {
      // Tags never mean another image: whoever pushed the same files a moment ago was first.
      const there = /immutable|already exists/i.test(String(failed)) ? await digestOf(reference) : undefined;
      if (there === undefined) throw failed;
      return there;
    }
    const { 'containerimage.digest': digest } = JSON.parse(readFileSync(metadata, 'utf8')) as Record<string, unknown>;
    if (typeof digest !== 'string') throw new CliError(`buildx gave no digest of ${image.name}`);
    say(`${image.name}: pushed as ${digest}`);
    return digest;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
