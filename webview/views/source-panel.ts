// Which lines of a function carry its numbers?

import { formatValue } from '../../src/model/units.ts';
import type { DumpSummary, Site } from '../../src/protocol/answers.ts';
import type { SourceLine, SourceListing, TimeRange } from '../../src/protocol/views.ts';
import type { Asker } from '../ask.ts';
import { el, fill } from '../dom.ts';
import { type OpenSite, siteLink } from '../parts/site.ts';
import { say } from '../say.ts';
import { visibleCode } from '../text.ts';
import { dropdown } from '../toolkit.ts';
import { Pending } from './pending.ts';

export interface SourcePanelOptions {
  readonly dump: DumpSummary;
  readonly asker: Asker;
  readonly open: OpenSite;
}

export class SourcePanel {
  readonly element: HTMLElement;
  private sampleType: number;
  private listing: SourceListing | null = null;
  private range: { readonly range?: TimeRange } = {};
  private readonly pending = new Pending();
  private readonly body = el('div', { class: 'source-body' });

  constructor(private readonly options: SourcePanelOptions) {
    const { dump } = options;
    this.sampleType = dump.defaultSampleType;
    const types = dump.sampleTypes.map(({ type, total }) => `${type} · ${total}`);
    this.element = el('div', { class: 'source-panel' }, [
      el('div', { class: 'tools' }, [
        dropdown(say('Sample type'), types, this.sampleType, (at) => {
          this.sampleType = at;
          this.draw();
        }),
      ]),
      this.body,
      this.pending.notice,
    ]);
    fill(this.body, [
      el('p', { class: 'dim' }, [say('Choose a function in the table or in the flame graph.')]),
    ]);
  }

  /** Counts a part of a trace; null for all of it. */
  follow(range: TimeRange | null): void {
    this.range = range === null ? {} : { range };
    if (this.listing !== null) this.show(this.listing.function);
  }

  show(name: string): void {
    const { asker, dump } = this.options;
    const answer = asker.ask('source', { dump: dump.id, function: name, ...this.range });
    void this.pending.show(answer, (listing) => {
      this.listing = listing;
      this.draw();
    });
  }

  private draw(): void {
    const { listing } = this;
    if (listing === null) return;
    const head = ['Line', 'Flat', 'Cum', 'Source'].map((text) =>
      el('th', { scope: 'col', class: text === 'Source' ? '' : 'numeric' }, [say(text)]),
    );
    fill(this.body, [
      el('h3', { class: 'mono' }, [listing.function]),
      el('p', {}, [siteLink(placeOf(listing), this.options.open)]),
      listing.fault !== '' && el('p', { class: 'dim' }, [say(listing.fault)]),
      el(
        'div',
        { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('Lines of the function') },
        [
          el('table', { class: 'source-lines', 'aria-label': say('Lines of the function') }, [
            el('thead', {}, [el('tr', {}, head)]),
            el(
              'tbody',
              {},
              listing.lines.map((line) => this.row(listing, line)),
            ),
          ]),
        ],
      ),
    ]);
  }

  private row(listing: SourceListing, { line, text, flat, cum }: SourceLine): HTMLElement {
    const { unit, total } = listing.sampleTypes[this.sampleType]!;
    const value = (number: number) => (number === 0 ? '.' : formatValue(number, unit));
    const weight = total === 0 ? 0 : Math.min(1, Math.abs(cum[this.sampleType]!) / total);
    const code = el('td', { class: 'source-text mono' });
    code.textContent = text === null ? '' : visibleCode(text);
    const { file } = placeOf(listing);
    const onclick = () => this.options.open({ file, line });
    const number = el('button', { type: 'button', class: 'link', title: `${file}:${line}`, onclick }, [
      `${line}`,
    ]);
    return el(
      'tr',
      { class: weight > 0 ? 'counted' : '', vars: { '--heat': `${Math.round(weight * 45)}%` } },
      [
        el('td', { class: 'numeric' }, [number]),
        el('td', { class: 'numeric' }, [value(flat[this.sampleType]!)]),
        el('td', { class: 'numeric' }, [value(cum[this.sampleType]!)]),
        code,
      ],
    );
  }
}

/** Libraries' places are asked for as the dump names them: the editor knows where they lie. */
export function placeOf({ site, file, begins, function: name }: SourceListing): Site {
  return site ?? { file, line: begins, function: name, mappedBy: 'goroot' };
}
