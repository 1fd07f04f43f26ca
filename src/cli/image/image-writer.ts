import type { LockEntry } from '../../images/image-lock';
import type { ImagePlan } from '../../images/image-plan';
import type { HashedImage } from './image-files';

/** What the lock is written from: it finds or makes each image in the registry, and says which it is. */
export type ImageWriter = (images: readonly HashedImage[], plan: ImagePlan) => Promise<LockEntry[]>;
