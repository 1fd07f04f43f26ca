/** From when on a zone is how far from UTC. */
export interface ZoneOffset {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Minutes that its clocks are ahead of UTC. */
  readonly minutes: number;
}

/** Years whose changes of clocks are told. */
const BOUNDS = [Date.UTC(2025, 0), Date.UTC(2051, 0)] as const;
const DAY = 86_400_000;

/** How far the clocks of a zone are ahead of UTC, in minutes. */
export function offsetMinutes(timezone: string, at: number): number {
  const [first, last] = BOUNDS;
  if (at < first || at >= last) return asked(timezone, at);
  // Asked for each minute of a year, the runtime takes its time.
  return zoneOffsets(timezone).findLast(({ from }) => from <= at)?.minutes ?? 0;
}

function asked(timezone: string, at: number): number {
  const parts = formatter(timezone).formatToParts(at);
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  ) as [number, number, number, number, number, number];
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((shown - Math.floor(at / 1000) * 1000) / 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    ...numeric,
    second: 'numeric',
    hourCycle: 'h23',
  });
  formatters.set(timezone, made);
  return made;
}

/** Clocks that are put forward and back within one such step are not seen: none are. */
const STEP = 7 * DAY;

const known = new Map<string, readonly ZoneOffset[]>();

/** When a zone is how far from UTC: how it is at first, and each change until 2050. Of a zone that puts no clocks there is one. */
export function zoneOffsets(timezone: string): readonly ZoneOffset[] {
  const found = known.get(timezone) ?? offsetsOf(timezone);
  known.set(timezone, found);
  return found;
}

function offsetsOf(timezone: string): ZoneOffset[] {
  const [first, last] = BOUNDS;
  const offsets: ZoneOffset[] = [{ from: 0, minutes: asked(timezone, first) }];
  for (let at = first; at < last; at += STEP) {
    const [before, after] = [asked(timezone, at), asked(timezone, at + STEP)];
    if (before !== after) offsets.push({ from: changeBetween(timezone, at, at + STEP), minutes: after });
  }
  return offsets;
}

/** The first moment of another offset, to the second. */
function changeBetween(timezone: string, from: number, to: number): number {
  const before = asked(timezone, from);
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (asked(timezone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
