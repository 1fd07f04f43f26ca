import { resourceName } from '../naming/names';

/** Name of the log group that has a line for everything that failed in an environment. */
export function failureLogName(environment: string): string {
  return resourceName('logGroup', environment, 'failures');
}
