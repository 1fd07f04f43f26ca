/** Resource types that the emulator does not have. They are planned by `verify`, and taken out of what is applied. */
export const MISSING_TYPES = ['aws_ecs_account_setting_default'] as const;

/** Everything that is taken out, by address without the hash. */
export const REMOVED = ['aws_ecs_account_setting_default.Account_Ecs-awsvpcTrunking'];

/**
 * What was said in the emulator's place -> for how many things, over the whole run of the platform; reviewed. A number changes with the
 * systems that are applied. A line more is something that the emulator forgot and nobody looked at; a line less is a patch to delete.
 */
export const FILLED: Readonly<Record<string, number>> = {
  'application-autoscaling.ListTagsForResource': 3,
};
