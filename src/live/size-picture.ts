// How does a service's size over time look in one line?
//
//   goroutines ▁▁▂▃▄▅▆▇█ 24,873 (+498/s)   heap ▁▁▂▂▃▄▆▇█ 210 MB (+4.1 MB/s)

import { formatCount, formatValue } from '../model/units.ts';
import type { WatchState } from './watch.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** One bar per value, from the least to the greatest; a space where nothing was measured. */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((v) => v !== null);
  const least = Math.min(...known);
  const span = Math.max(...known) - least;
  return values
    .map((v) => {
      if (v === null) return ' ';
      return BARS[span === 0 ? 0 : Math.min(BARS.length - 1, Math.floor(((v - least) / span) * BARS.length))];
    })
    .join('');
}

/** The state in at most `bars` looks for each of the two curves; 0 for words alone. */
export function sizePicture(
  { sizes, goroutinesPerSecond, heapBytesPerSecond }: WatchState,
  bars: number,
): string {
  const shown = bars === 0 ? [] : sizes.slice(-bars);
  const now = sizes[sizes.length - 1];
  const part = (name: string, values: (number | null)[], last: string, slope: string) =>
    [name, ...(bars === 0 ? [] : [sparkline(values)]), `${last}${slope}`].join(' ');
  return [
    part(
      'goroutines',
      shown.map((s) => s.goroutines),
      now?.goroutines == null ? '–' : formatCount(now.goroutines),
      slopeText(goroutinesPerSecond, (v) => (Math.abs(v) >= 10 ? formatCount(v) : v.toFixed(1))),
    ),
    part(
      'heap',
      shown.map((s) => s.heapBytes),
      now?.heapBytes == null ? '–' : formatValue(now.heapBytes, 'bytes'),
      slopeText(heapBytesPerSecond, (v) => formatValue(Math.round(v), 'bytes')),
    ),
  ].join('   ');
}

function slopeText(perSecond: number | null, format: (value: number) => string): string {
  if (perSecond === null) return '';
  return ` (${perSecond > 0 ? '+' : ''}${format(perSecond)}/s)`;
}
