// Which of many rows are worth having in the page while it is scrolled?
//
//   before │ rows first … last │ after      (heights in pixels, rows by number)

export interface RowWindow {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
  /** Heights of the room above and below, so that the scroll bar tells the truth. */
  readonly before: number;
  readonly after: number;
}

export interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
  /** Rows kept ready above and below. */
  readonly spare: number;
}

export function rowWindow({ top, height, rowHeight, count, spare }: Scrolled): RowWindow {
  const seen = Math.ceil(Math.max(0, height) / rowHeight) + 1;
  const at = Math.min(Math.max(0, count - seen), Math.max(0, Math.floor(top / rowHeight)));
  const first = Math.max(0, at - spare);
  const end = Math.min(count, at + seen + spare);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}

/** Where to scroll so that a row is in sight, with as little movement as possible. */
export function scrollTopFor(
  row: number,
  { top, height, rowHeight }: Pick<Scrolled, 'top' | 'height' | 'rowHeight'>,
): number {
  const start = row * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}
