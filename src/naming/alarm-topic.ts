import { arn, type Place } from './arns';
import { resourceName } from './names';

/** The topic of an environment that is told when something is wrong: its name, and the ARN that follows from it, so that whoever tells it waits for nothing. */
export function alarmTopic({ name: environment, ...place }: Place & { readonly name: string }): {
  readonly name: string;
  readonly arn: string;
} {
  const name = resourceName('topic', environment, 'alarms');
  return { name, arn: arn(place, 'sns', name) };
}
