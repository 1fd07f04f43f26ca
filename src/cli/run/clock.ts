import { promisify } from 'node:util';

/** Time, as what follows jobs needs it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Comes back after that time, or as soon as it is interrupted. */
  wait(seconds: number, interrupted: AbortSignal): Promise<void>;
}

const sleep = promisify(setTimeout);

export const realClock: Clock = {
  now: () => Date.now(),
  wait: (seconds, signal) =>
    sleep(seconds * 1000, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};
