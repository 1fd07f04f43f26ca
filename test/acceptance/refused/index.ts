import { accessCases } from './access';
import { backupCases } from './backups';
import { deployCases } from './deploys';
import { ebsCases } from './ebs';
import { egressCases } from './egress';
import { explainCases } from './explain';
import { hostMountCases } from './host-mounts';
import { hostVolumeCases } from './host-volumes';
import { imageFromCases } from './image-from';
import { imageCases } from './images';
import { measureCases } from './measures';
import { outsideCases } from './outside';
import { placementCases } from './placement';
import { quotaCases } from './quotas';
import type { RefusedCase } from './refused-case';
import { rollingCases } from './rolling';
import { rolloutCases } from './rollouts';
import { routeCases } from './routes';
import { scalingCases } from './scaling';
import { signInCases } from './sign-in';
import { sloCases } from './slo';
import { taskVolumeCases } from './task-volumes';
import { taskCases } from './tasks';
import { tokenCases } from './tokens';
import { trainingClusterCases } from './training-clusters';
import { trainingContainerCases } from './training-containers';
import { trainingJobCases } from './training-jobs';
import { volumeCases } from './volumes';

/** Every mistake that was shown to pass a plan. */
export const refusedCases: readonly RefusedCase[] = [
  ...accessCases,
  ...backupCases,
  ...deployCases,
  ...ebsCases,
  ...egressCases,
  ...explainCases,
  ...hostMountCases,
  ...hostVolumeCases,
  ...imageFromCases,
  ...imageCases,
  ...measureCases,
  ...outsideCases,
  ...placementCases,
  ...quotaCases,
  ...rollingCases,
  ...rolloutCases,
  ...sloCases,
  ...routeCases,
  ...scalingCases,
  ...signInCases,
  ...taskCases,
  ...tokenCases,
  ...taskVolumeCases,
  ...trainingClusterCases,
  ...trainingContainerCases,
  ...trainingJobCases,
  ...volumeCases,
];
