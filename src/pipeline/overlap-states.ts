import type { JobSchedule } from '../spec/training/job-schedule';
import type { States } from './states';
import type { Entered } from './step-states';

/**
 * What a run does where another is not over. To skip, it goes on only as the oldest of all that run; to replace, only as the newest, and ends the
 * others: so of two that start at once one goes on. Step Functions lists what runs the newest first, and a run may not be in the list of itself
 * yet (API_ListExecutions, 2026-11): then all in it are older.
 */
export function overlapStates(overlap: JobSchedule['overlap'], partition: string, next: string): Entered {
  const call = (action: string) => `arn:${partition}:states:::aws-sdk:sfn:${action}`;
  if (overlap === 'allow') return { first: next, states: {} };
  const decide = overlap === 'skip' ? skip(next) : replace(call('stopExecution'), next);
  return { first: 'Others', states: { ...look(call('listExecutions'), decide.first, next), ...decide.states } };
}

const ALL = '$.others.Executions[*].ExecutionArn';

function look(resource: string, decide: string, next: string): States {
  return {
    Others: {
      Type: 'Task',
      Resource: resource,
      Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id', StatusFilter: 'RUNNING' },
      ResultPath: '$.others',
      Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 5, MaxAttempts: 6, BackoffRate: 2 }],
      Next: 'Any others',
    },
    'Any others': {
      Type: 'Choice',
      Choices: [{ Variable: '$.others.Executions[0]', IsPresent: true, Next: 'Which' }],
      Default: next,
    },
    Which: {
      Type: 'Pass',
      Parameters: {
        'this.$': '$$.Execution.Id',
        'all.$': ALL,
        'newest.$': `States.ArrayGetItem(${ALL}, 0)`,
        'oldest.$': `States.ArrayGetItem(${ALL}, States.MathAdd(States.ArrayLength(${ALL}), -1))`,
        'isListed.$': `States.ArrayContains(${ALL}, $$.Execution.Id)`,
      },
      ResultPath: '$.runs',
      Next: decide,
    },
  };
}

function skip(next: string): Entered {
  return {
    first: 'Is it the oldest',
    states: {
      'Is it the oldest': {
        Type: 'Choice',
        Choices: [{ Variable: '$.runs.oldest', StringEqualsPath: '$.runs.this', Next: next }],
        Default: 'Skipped',
      },
      Skipped: { Type: 'Succeed', Comment: 'The run before is not over' },
    },
  };
}

function replace(stop: string, next: string): Entered {
  const isOlder = [
    { Variable: '$.runs.isListed', BooleanEquals: true },
    { Not: { Variable: '$.runs.newest', StringEqualsPath: '$.runs.this' } },
  ];
  return {
    first: 'Is it the newest',
    states: {
      'Is it the newest': { Type: 'Choice', Choices: [{ And: isOlder, Next: 'Replaced' }], Default: 'Replace others' },
      Replaced: { Type: 'Succeed', Comment: 'A newer run is there' },
      'Replace others': {
        Type: 'Map',
        ItemsPath: '$.runs.all',
        ItemSelector: { 'run.$': '$$.Map.Item.Value', 'this.$': '$.runs.this' },
        MaxConcurrency: 1,
        ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Is it this', States: endOther(stop) },
        ResultPath: null,
        Next: next,
      },
    },
  };
}

function endOther(stop: string): States {
  return {
    'Is it this': {
      Type: 'Choice',
      Choices: [{ Variable: '$.run', StringEqualsPath: '$.this', Next: 'Leave it' }],
      Default: 'End it',
    },
    'End it': {
      Type: 'Task',
      Resource: stop,
      Parameters: { 'ExecutionArn.$': '$.run', Error: 'Replaced', Cause: 'A newer run replaces it' },
      // It may be over by now.
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Leave it' }],
      End: true,
    },
    'Leave it': { Type: 'Pass', End: true },
  };
}
