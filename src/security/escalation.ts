import { allows, isEverything, isLimitedBy, type PolicyStatement, type Text } from './statements';

/** Actions with which whoever has them gets what others have. */
interface Way {
  readonly name: string;
  /** All of them together. A list is any one of it. */
  readonly actions: readonly (string | readonly string[])[];
  /** A condition on one of these keys ends it. */
  readonly ends?: RegExp;
}

const MAKES_SOMETHING_RUN = [
  'ec2:RunInstances',
  'lambda:CreateFunction',
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:CreateService',
  'ecs:UpdateService',
  'ecs:RegisterTaskDefinition',
  'batch:RegisterJobDefinition',
  'states:CreateStateMachine',
  'states:UpdateStateMachine',
  'scheduler:CreateSchedule',
  'scheduler:UpdateSchedule',
  'cloudformation:CreateStack',
  'codebuild:CreateProject',
  'glue:CreateJob',
  'sagemaker:CreateTrainingJob',
  'sagemaker:CreateNotebookInstance',
];

const BOUNDARY = /^iam:PermissionsBoundary$/i;

/**
 * Ways from some permissions to all of somebody else's ("AWS IAM Privilege Escalation Methods", rhinosecuritylabs.com, and the list of
 * Checkov's CKV_AWS_286, 2026-11), with those of ECS, Batch, Step Functions and Session Manager.
 */
export const WAYS: readonly Way[] = [
  { name: 'passes a role to what it makes', actions: ['iam:PassRole', MAKES_SOMETHING_RUN] },
  { name: 'writes a policy anew', actions: [['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion']] },
  {
    name: 'gives a policy to a role',
    actions: [['iam:AttachRolePolicy', 'iam:PutRolePolicy']],
    ends: BOUNDARY,
  },
  {
    name: 'gives a policy to a user or a group',
    actions: [
      [
        'iam:AttachUserPolicy',
        'iam:PutUserPolicy',
        'iam:AttachGroupPolicy',
        'iam:PutGroupPolicy',
        'iam:AddUserToGroup',
      ],
    ],
    ends: BOUNDARY,
  },
  {
    name: 'takes a boundary away',
    actions: [['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary']],
  },
  {
    name: 'makes keys or passwords of others',
    actions: [['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile']],
  },
  { name: 'says who may become a role', actions: ['iam:UpdateAssumeRolePolicy'] },
  { name: 'becomes any role', actions: ['sts:AssumeRole'] },
  { name: 'changes what a function does', actions: ['lambda:UpdateFunctionCode'] },
  { name: 'opens a shell in tasks', actions: ['ecs:ExecuteCommand'] },
  { name: 'opens a shell on hosts', actions: [['ssm:StartSession', 'ssm:SendCommand']] },
];

/** Conditions on what a resource is tagged with name it as its ARN would. */
const TAGGED = /^(aws|ec2|ecs|ssm|iam|batch):ResourceTag\//i;

/** Whether a statement allows an action with more than one thing that it names. */
function allowsWidely(statement: PolicyStatement, action: string, ends: RegExp | undefined): boolean {
  if (!allows(statement, action) || isLimitedBy(statement, TAGGED)) return false;
  if (ends !== undefined && isLimitedBy(statement, ends)) return false;
  const isWide = (text: Text) => isEverything(text) === true || (typeof text === 'string' && isManyOf(text));
  return statement.notResources.length > 0 || statement.resources.some(isWide);
}

/** All roles, all tasks, all functions: after the kind comes nothing but a pattern. */
function isManyOf(arn: string): boolean {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:[\w-]+[:/])?\*+$/.test(arn);
}

/** How a role gets more than it was given: ways, of all its statements together. Denials of all its resources are taken off. */
export function waysUp(statements: readonly PolicyStatement[]): Way[] {
  const denied = (action: string) =>
    statements.some(
      (one) =>
        !one.isAllow &&
        one.conditions.length === 0 &&
        one.resources.some((text) => isEverything(text) === true) &&
        allows({ ...one, isAllow: true }, action),
    );
  const may = (action: string) => !denied(action) && statements.some((one) => allows(one, action));
  return WAYS.filter(({ actions, ends }) => {
    const groups = actions.map((one) => [one].flat().filter(may));
    if (groups.some((group) => group.length === 0)) return false;
    // One of them has to be wide: a named role, passed to a named task, is what it is for.
    return groups.flat().some((action) => statements.some((one) => allowsWidely(one, action, ends)));
  });
}
