import type { Place } from './place';

const MIB = 1024 * 1024;
const SIZE = /^(\d+(?:\.\d+)?) ?(b|kb?|kib|mb?|mib|gb?|gib|tb?|tib)?$/i;

/** Longer texts are no amounts of anything. */
const LONGEST = 40;
const POWERS: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3, t: 4 };

/** Bytes written as Docker reads them: '512m', '2gb', 1073741824. */
export function bytesOf(text: string): number | undefined {
  const [, amount, unit = 'b'] = SIZE.exec(text.slice(0, LONGEST).trim()) ?? [];
  if (amount === undefined) return undefined;
  return Number(amount) * 1024 ** (POWERS[unit[0]?.toLowerCase() ?? 'b'] ?? 0);
}

/** The same as whole MiB, rounded up, 1 at least. */
export function readMiB(place: Place): number | undefined {
  const text = place.text();
  if (text === undefined) return undefined;
  const bytes = bytesOf(text);
  if (bytes === undefined || bytes > Number.MAX_SAFE_INTEGER) return place.wrong("a size, as '512m'");
  return Math.max(1, Math.ceil(bytes / MIB));
}

const DURATION = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?(?:(\d+)us)?$/;

/** Seconds of a duration as Compose writes it: '1m30s', '500ms'. */
export function secondsOf(text: string): number | undefined {
  const parts = DURATION.exec(text.slice(0, LONGEST));
  if (parts === null || text === '') return undefined;
  const [, hours = 0, minutes = 0, seconds = 0, millis = 0] = parts;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(millis) / 1000;
}

export function readSeconds(place: Place): number | undefined {
  const text = place.text();
  if (text === undefined) return undefined;
  return secondsOf(text.trim()) ?? place.wrong("a duration, as '1m30s'");
}
