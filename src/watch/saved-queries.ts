/** A query that is saved for a log. */
export interface SavedQuery {
  /** Stable name among those of a workload. */
  readonly key: 'errors' | 'slow' | 'starts';
  /** In the language of CloudWatch Logs Insights (CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax", 2026-11). */
  readonly text: string;
}

/** Lines in which programs of all kinds say that something is wrong, also within JSON. */
const WRONG = '(?i)(error|exception|traceback|fatal|panic|critical)';

const errors: SavedQuery = {
  key: 'errors',
  text: query(
    'fields @timestamp, @logStream, @message',
    `filter @message like /${WRONG}/`,
    'sort @timestamp desc',
    'limit 200',
  ),
};

/** Each replica or run writes to a stream of its own, so that the first line of each is a start. */
const starts: SavedQuery = {
  key: 'starts',
  text: query(
    'stats min(@timestamp) as started, max(@timestamp) as lastLine, count(*) as lines by @logStream',
    'sort started desc',
    'limit 200',
  ),
};

/** What is asked of the log of a service again and again. @param slowSeconds what is too slow */
export function serviceQueries(slowSeconds: number): SavedQuery[] {
  return [errors, slow(slowSeconds), starts];
}

/** The same of a job: it answers no requests. */
export function jobQueries(): SavedQuery[] {
  return [errors, starts];
}

/** How many queries a workload has. */
export const SAVED_QUERIES = { service: serviceQueries(1).length, job: jobQueries().length } as const;

/** Requests of which a program logs how long they took, as '120 ms', '1.5s' or '"duration_ms": 120'. */
function slow(seconds: number): SavedQuery {
  return {
    key: 'slow',
    text: query(
      'fields @timestamp, @logStream, @message',
      'parse @message /(?<tookMs>\\d+(?:\\.\\d+)?) ?ms\\b/',
      'parse @message /_ms"?[:=] ?(?<fieldMs>\\d+(?:\\.\\d+)?)/',
      'parse @message /(?<tookSeconds>\\d+(?:\\.\\d+)?) ?s\\b/',
      'fields coalesce(tookMs / 1000, fieldMs / 1000, tookSeconds * 1) as seconds',
      `filter seconds > ${seconds}`,
      'sort seconds desc',
      'limit 200',
    ),
  };
}

function query(...commands: string[]): string {
  return commands.join('\n| ');
}
