import type { RegistrySpec } from '../spec/registry';
import { BUILD_TAG, DEPLOYED_TAG } from './image-names';

/** More images than a repository holds: 100,000, which AWS raises on request (ECR user guide, "Amazon ECR service quotas", 2026-11). */
const MORE_THAN_THERE_ARE = 999_999;

/** One rule of a lifecycle policy, as ECR has it. */
export interface LifecycleRule {
  readonly rulePriority: number;
  readonly description: string;
  readonly selection: {
    readonly tagStatus: 'tagged' | 'untagged';
    readonly tagPrefixList?: readonly string[];
    readonly countType: 'imageCountMoreThan' | 'sinceImagePushed';
    readonly countUnit?: 'days';
    readonly countNumber: number;
  };
  readonly action: { readonly type: 'expire' };
}

/**
 * What expires in a repository: builds beyond the newest, and what has no tag. An image that was deployed has a tag of its build too. It is
 * kept by the first rule, which expires nothing: an image that matches the tags of a rule is never expired by a rule of lower priority
 * (ECR user guide, "Automate the cleanup of images by using lifecycle policies", evaluation rules, 2026-11). Deployed images count among
 * the newest builds all the same.
 */
export function lifecyclePolicy({ keepBuilds, untaggedDays }: Pick<RegistrySpec, 'keepBuilds' | 'untaggedDays'>): {
  readonly rules: readonly LifecycleRule[];
} {
  const action = { type: 'expire' } as const;
  return {
    rules: [
      {
        rulePriority: 1,
        description: 'What was deployed stays',
        selection: {
          tagStatus: 'tagged',
          tagPrefixList: [DEPLOYED_TAG],
          countType: 'imageCountMoreThan',
          countNumber: MORE_THAN_THERE_ARE,
        },
        action,
      },
      {
        rulePriority: 2,
        description: 'Old builds go',
        selection: {
          tagStatus: 'tagged',
          tagPrefixList: [BUILD_TAG],
          countType: 'imageCountMoreThan',
          countNumber: keepBuilds,
        },
        action,
      },
      {
        rulePriority: 3,
        description: 'What has no tag goes',
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: untaggedDays,
        },
        action,
      },
    ],
  };
}
