/** Days that count for everyone alike. */
const utc = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' });

/** The day of a deadline, which is counted in UTC wherever one looks. */
export const dayOf = (iso: string): string => utc.format(new Date(iso));
