import { replicaBounds, type ServiceSpec } from '../spec/service';

/** Whether something moves the number of replicas: then it is not ours to set again at every deploy. */
export function isScaled({ replicas }: Pick<ServiceSpec, 'replicas'>): boolean {
  const { min, max } = replicaBounds(replicas);
  return min !== max;
}
