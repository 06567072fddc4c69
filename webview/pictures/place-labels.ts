// Where does each curve's name stand, so that it hides no curve and no other name?
//
// Every place beside the curve is tried (over or under it, from right to left); the one that touches
// least wins, the one nearest to the curve's end among equals.

import { heightAt, type Line } from './scale.ts';

export interface Placed {
  readonly text: string;
  /** Edges, in hundredths of the plot. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The plot's usual size: what a letter takes of its width, and a line of text of its height, in hundredths. */
const LETTER = 3.1;
const LINE = 17;
const GAP = 3;

/** One place per text, in order; a curve without points has its name in the upper left. */
export function placeLabels(lines: readonly Line[], texts: readonly string[]): readonly Placed[] {
  const taken: Box[] = [];
  return texts.map((text, at) => {
    const line = lines[at] ?? [];
    const box = bestBox(candidates(line, text), lines, taken);
    taken.push(box);
    return { text, left: box.left, right: box.right, top: box.top };
  });
}

/** Best first. */
function candidates(line: Line, text: string): readonly Box[] {
  const width = Math.min(100, text.length * LETTER);
  const boxes: Box[] = [];
  for (let right = 100; right >= width; right -= 4) {
    const span = heights(line, right - width, right);
    if (span === null) continue;
    for (const top of [span.least - GAP - LINE, span.greatest + GAP]) {
      if (top < 0 || top + LINE > 100) continue;
      boxes.push({ left: right - width, top, right, bottom: top + LINE });
    }
  }
  return boxes.length > 0 ? boxes : [{ left: 0, top: 0, right: width, bottom: LINE }];
}

function bestBox(boxes: readonly Box[], lines: readonly Line[], taken: readonly Box[]): Box {
  let best = boxes[0]!;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const touched =
      lines.filter((line) => crosses(line, box)).length +
      3 * taken.filter((other) => overlap(other, box)).length;
    if (touched < least) [best, least] = [box, touched];
  }
  return best;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function crosses(line: Line, box: Box): boolean {
  const span = heights(line, box.left, box.right);
  return span !== null && span.least < box.bottom && span.greatest > box.top;
}

/** Between which heights a line runs from one x to another; null where it is not. */
function heights(
  line: Line,
  from: number,
  to: number,
): { readonly least: number; readonly greatest: number } | null {
  const within = line.filter(([x]) => x >= from && x <= to).map(([, y]) => y);
  const ends = [heightAt(line, from), heightAt(line, to)].filter((y) => y !== null);
  const all = [...within, ...ends];
  return all.length === 0 ? null : { least: Math.min(...all), greatest: Math.max(...all) };
}
