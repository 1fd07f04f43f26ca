import type { Query } from './alarm-plans';

/** An alarm that people are told of: something is wrong, and nothing is done about it by itself. */
export interface ToldAlarm {
  /** Stable name among the alarms of whatever it watches: `burst-models`. */
  readonly key: string;
  /** What it means, as a sentence. */
  readonly says: string;
  /** It goes off below or above this, */
  readonly when: 'below' | 'above';
  readonly threshold: number;
  /** for so many times on end, each so many seconds. */
  readonly times: number;
  readonly periodSeconds: number;
  readonly queries: readonly Query[];
}
