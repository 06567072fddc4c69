// In which zone are times printed, and under which name? Go prints `CEST` where JavaScript would print `GMT+2`.

import type { ZoneAt } from '../model/pprof-options.ts';

/** Where each zone is called by its own letters. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-ZA', 'en-NZ'];

/** The zone of the environment's TZ; UTC when it is not set or not known. */
export function zoneOf(tz: string | undefined): ZoneAt {
  const name = tz?.replace(/^:/, '') ?? '';
  if (name === '' || name === 'UTC' || !isZone(name)) return () => ({ offset: 0, name: 'UTC' });
  return (unixSeconds) => {
    const offset = offsetAt(name, unixSeconds);
    return { offset, name: shortName(name, unixSeconds) ?? numeric(offset) };
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function offsetAt(timeZone: string, unixSeconds: number): number {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, ...fields, ...clock }).formatToParts(
    unixSeconds * 1000,
  );
  const value = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return local / 1000 - unixSeconds;
}

function shortName(timeZone: string, unixSeconds: number): string | undefined {
  for (const locale of LOCALES) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }).formatToParts(
      unixSeconds * 1000,
    );
    const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/.test(name)) return name;
  }
  return undefined;
}

/** `+03`, `-0930`: as zones without letters are called. */
function numeric(offset: number): string {
  const minutes = Math.abs(offset) / 60;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}${minutes % 60 === 0 ? '' : two(minutes % 60)}`;
}
