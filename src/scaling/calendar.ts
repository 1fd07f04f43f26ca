/** A day of the Gregorian calendar. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysIn({ year, month }: Pick<Day, 'year' | 'month'>): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** 1 for Sunday to 7 for Saturday, as schedules of AWS count them. */
export function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** Every day of a year, in order. */
export function daysOf(year: number): Day[] {
  return Array.from({ length: 12 }, (_, i) => i + 1).flatMap((month) =>
    Array.from({ length: daysIn({ year, month }) }, (_, i) => ({ year, month, day: i + 1 })),
  );
}

/** One year for each of the calendars that these years have: of the fourteen there are, each repeats within 40 years. */
export function differentYears(years: readonly number[]): number[] {
  const kinds = new Map(years.map((year) => [`${isLeapYear(year)} ${weekdayOf({ year, month: 1, day: 1 })}`, year]));
  return [...kinds.values()];
}
