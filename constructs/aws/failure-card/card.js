'use strict';

/**
 * A failure as a message that somebody reads on a telephone: what failed, how, why, and where to look.
 *
 * @typedef {import('./choose').Failure} Failure
 * @typedef {{ environment: string, region: string, console: string }} Place
 */

/** What exit codes mean that no program chooses (Bash manual, "Exit Status"; signal(7): 128 and the signal). */
const EXIT_CODES = {
  0: 'ended as if all were well, and a service never ends',
  125: 'the container could not be made',
  126: 'the command may not be executed',
  127: 'the command was not found',
  132: 'an instruction that this processor does not have',
  134: 'the program gave up (abort)',
  137: 'killed, out of memory or not stopped in time',
  139: 'a memory fault of the program',
  143: 'asked to stop',
};

/** Characters that a subject may have (Amazon SNS API reference, Publish, 2026-11). */
const MOST_SUBJECT = 100;
/** What AWS says can be long; a message may have 256 KB, and a reader less patience. */
const MOST_REASON = 2000;

/** @param {Failure} failure */
function subject({ kind, of, container, exitCode }, { environment }) {
  const what = { task: 'stopped', deployment: 'was not deployed', job: 'failed' }[kind];
  const how = exitCode === undefined ? '' : `, exit code ${exitCode}`;
  const whole = `${environment}: ${of} ${what}${container === undefined ? '' : ` (${container}${how})`}`;
  // One line of ASCII that begins with a letter or a digit.
  return whole.replace(/[^\x20-\x7e]/g, '?').slice(0, MOST_SUBJECT);
}

/** @param {Failure} failure @param {Place} place @param {number} alike how many like it were not told since the last */
function message(failure, place, alike) {
  const { kind, of, time, reason, container, exitCode, image, alsoStopped, id, revision, attempts } = failure;
  const meaning = EXIT_CODES[exitCode];
  const rows = [
    [
      'What',
      `${{ task: 'task of', deployment: 'deployment of', job: 'job' }[kind]} ${of}, environment ${place.environment}`,
    ],
    ['When', time],
    ['Container', container && `${container}${alsoStopped > 0 ? ` (${alsoStopped} others stopped with it)` : ''}`],
    ['Exit code', exitCode === undefined ? undefined : `${exitCode}${meaning ? `: ${meaning}` : ''}`],
    ['Reason', reason.slice(0, MOST_REASON)],
    ['Image', image],
    ['Revision', revision],
    ['Attempts', attempts],
    [{ task: 'Task', deployment: 'Deployment', job: 'Job' }[kind], id],
    ['Not told', alike > 0 ? `${alike} more like it since the last message` : undefined],
    ...Object.entries(links(failure, place)),
    ['Last lines', lastLines(failure, place)],
  ];
  return rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name.padEnd(10)}  ${value}`)
    .join('\n');
}

/** Pages of the console, by what they show. @param {Failure} failure @param {Place} place */
function links({ kind, id, cluster, service, log }, { region, console: host }) {
  const page = (service, path) => `https://${region}.${host}/${service}${path}`;
  const ecs = (path) => page('ecs/v2', `/clusters/${cluster}/${path}?region=${region}`);
  const stream = log && `log-groups/log-group/${twice(log.group)}/log-events/${twice(log.stream)}`;
  return {
    ...(log && { Log: page('cloudwatch', `/home?region=${region}#logsV2:${stream}`) }),
    ...(kind === 'task' && { Details: ecs(`tasks/${id}/configuration`) }),
    ...(service && { Service: ecs(`services/${service}/${kind === 'deployment' ? 'deployments' : 'health'}`) }),
    ...(kind === 'job' && { Details: page('batch', `/home?region=${region}#jobs/detail/${id}`) }),
  };
}

/** The console reads what follows its '#' twice. */
function twice(text) {
  return encodeURIComponent(encodeURIComponent(text)).replace(/%/g, '$');
}

/** The command that prints what the container said last. */
function lastLines({ log }, { region }) {
  if (log === undefined) return undefined;
  const from = `--log-group-name '${log.group}' --log-stream-name '${log.stream}'`;
  return `aws logs get-log-events --region ${region} ${from} --limit 50 --query 'events[].message' --output text`;
}

module.exports = { links, message, subject };
