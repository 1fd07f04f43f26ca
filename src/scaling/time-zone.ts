/** A name as the IANA database writes it: regions and places with capital letters. */
const FORM = /^(UTC|GMT|[A-Z][A-Za-z]+(\/[A-Z][A-Za-z0-9+_-]*)+)$/;

/** Whether a time zone has this name. Which there are is told by the runtime, which carries the IANA database. */
export function isTimeZone(name: string): boolean {
  if (!FORM.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The names of all time zones, for telling which was meant. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}
