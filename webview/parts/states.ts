// What does the page show when there is no report: while reading, with nothing to read, after an error?

import type { Progress } from '../../src/protocol/queries.ts';
import { el, fill } from '../dom.ts';
import { say } from '../say.ts';
import { button, ring } from '../toolkit.ts';
import { tracePreviewTable } from './trace-preview.ts';

export interface Loading {
  readonly element: HTMLElement;
  show(progress: Progress): void;
}

export function loadingState(cancel: () => void): Loading {
  const step = el('p', { class: 'step', role: 'status' }, [say('Reading the dumps…')]);
  const bar = el('span', { class: 'meter-fill', vars: { '--width': '0%' } });
  const track = el(
    'div',
    {
      class: 'meter wide',
      role: 'progressbar',
      'aria-label': say('Progress'),
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': 0,
    },
    [bar],
  );
  const preview = el('div', { class: 'preview-place' });
  const element = el('div', { class: 'state', 'aria-busy': 'true' }, [
    el('h1', { class: 'unseen' }, [say('Reading the dumps')]),
    ring(say('Reading')),
    step,
    track,
    button(say('Cancel'), cancel),
    preview,
  ]);
  let shown = '';
  return {
    element,
    show: (progress) => {
      const told = JSON.stringify(progress.preview);
      if (progress.preview !== undefined && told !== shown)
        fill(preview, [tracePreviewTable(progress.preview)]);
      shown = told ?? shown;
      const share = Math.round(Math.min(1, Math.max(0, progress.share)) * 100);
      step.textContent = `${progress.step} · ${share} %`;
      bar.style.setProperty('--width', `${share}%`);
      track.setAttribute('aria-valuenow', `${share}`);
    },
  };
}

export function emptyState(): HTMLElement {
  return el('div', { class: 'state' }, [
    el('h1', {}, [say('No dump is open')]),
    el('p', { class: 'dim' }, [
      say('Run “Culprit: Open pprof Dump…” and choose the files of the incident, or their folder.'),
    ]),
  ]);
}

export function failedState(message: string): HTMLElement {
  return el('div', { class: 'state', role: 'alert' }, [
    el('h1', {}, [say('The dumps could not be read')]),
    el('p', { class: 'message' }, [message]),
  ]);
}

/** The verdict when no rule found anything: calm, and with what was looked at. */
export function nothingFound(dumps: number): HTMLElement {
  return el('section', { class: 'card verdict well' }, [
    el('h2', {}, [
      dumps === 1 ? say('No suspect in this dump') : say('No suspect in these {0} dumps', dumps),
    ]),
    el('p', {}, [
      say('No rule found a leak, a hot spot or a contended place. The tabs hold the numbers of each dump.'),
    ]),
    el('p', { class: 'dim' }, [
      say('A leak shows best in a trace of a second or more, or in two dumps taken a minute apart.'),
    ]),
  ]);
}
