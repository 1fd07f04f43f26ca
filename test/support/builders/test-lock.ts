import { createHash } from 'node:crypto';
import { declaredImages } from '../../../src/images/declared-images';
import type { LockEntry } from '../../../src/images/image-lock';
import type { SystemInput } from '../../../src/spec/system';

/** A lock in which every image that the systems build was built: always the same for one image. */
export function testLock(systems: readonly SystemInput[]): LockEntry[] {
  return declaredImages(systems, '').map((image) => {
    const hash = testHash(image);
    return { name: image.name, contextHash: hash, digest: `sha256:${hash}`, platform: image.platform };
  });
}

/** What `buildApp` is told where every image is built and no file is there. */
export function asBuilt(systems: readonly SystemInput[]) {
  return { lock: testLock(systems), hashOf: testHash };
}

function testHash({ name }: { readonly name: string }): string {
  return createHash('sha256').update(name).digest('hex');
}
