import { partitionOf } from '../naming/arns';
import { periodExpression } from '../schedule/period';
import { timingOf } from '../schedule/timing';
import type { JobSchedule } from '../spec/training/job-schedule';
import { stepsOf } from './graph';
import { overlapStates } from './overlap-states';
import type { Pipeline } from './pipelines';
import type { States } from './states';
import { NONE_FAILED, type RunsOf, stepStates } from './step-states';

/**
 * The state machine of a pipeline. It takes `{ "time": <when it was scheduled for> }`, or from whoever starts it by hand also
 * `{ "period": <what PERIOD is> }` or `{}`. Where its schedule is in force and the run before may go on, its jobs run as their graph has it, each
 * with the retries of its own definition. Jobs beside one that fails run to their end; those behind it do not start, and it fails with the names
 * of all that failed.
 */
export function stateMachine({ graph, schedule }: Pipeline, region: string, runsOf: RunsOf): object {
  const jobs = stepStates(stepsOf(graph), runsOf, { done: 'Succeeded', failed: 'Failed' });
  const overlap = overlapStates(schedule?.overlap ?? 'allow', partitionOf(region), jobs.first);
  const force = schedule === undefined ? { first: overlap.first, states: {} } : inForce(schedule, overlap.first);
  return {
    Comment: [...graph.keys()].sort().join(', '),
    StartAt: 'Begin',
    States: {
      Begin: { Type: 'Pass', Result: NONE_FAILED, ResultPath: '$.failed', Next: force.first },
      ...force.states,
      ...overlap.states,
      ...jobs.states,
      Succeeded: { Type: 'Succeed' },
      Failed: { Type: 'Fail', Error: 'JobFailed', CausePath: 'States.JsonToString($.failed)' },
    },
  };
}

/** Goes on between start and end of a schedule, with its period; one that was given by hand is taken as it is. */
function inForce(schedule: JobSchedule, next: string): { first: string; states: States } {
  const { start, end } = timingOf(schedule);
  const { period, timezone } = schedule;
  const goOn = period === undefined ? next : 'Period';
  const bounds = [...bound(start, 'TimestampLessThan'), ...bound(end, 'TimestampGreaterThanEquals')];
  const given = period === undefined ? [] : [{ Variable: '$.period', IsPresent: true, Next: next }];
  const choices = [...given, ...bounds];
  const expression = period && periodExpression('$states.input.time', period, timezone);
  return {
    first: choices.length === 0 ? goOn : 'In force',
    states: {
      ...(choices.length > 0 && { 'In force': { Type: 'Choice', Choices: choices, Default: goOn } }),
      ...(bounds.length > 0 && { 'Not in force': { Type: 'Succeed', Comment: 'Before its start, or after its end' } }),
      ...(expression !== undefined && {
        Period: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Output: `{% $merge([$states.input, {'period': ${expression}}]) %}`,
          Next: next,
        },
      }),
    },
  };
}

/**
 * EventBridge Scheduler takes no start that has passed, so that a schedule could not be deployed again: the machine looks itself
 * (getmoto/moto#8172 has its words, 2026-11).
 */
function bound(at: Date | undefined, comparison: string): object[] {
  if (at === undefined) return [];
  const known = { Variable: '$.time', IsPresent: true };
  const time = at.toISOString().replace('.000Z', 'Z');
  return [{ And: [known, { Variable: '$.time', [comparison]: time }], Next: 'Not in force' }];
}
