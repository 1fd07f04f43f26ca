import type { Place } from '../naming/arns';
import { keyPolicy } from './key-policy';

/** Who may use the key that encrypts logs, and shell sessions, which are recorded there. */
export function logKeyPolicy(place: Place): object {
  return keyPolicy(
    ['aws_cloudwatch_log_group.kms_key_id', 'aws_ecs_cluster.configuration.execute_command_configuration.kms_key_id'],
    place,
  );
}
