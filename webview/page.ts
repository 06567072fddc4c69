// What does the page show, given what it has been told?

import type { Report } from '../src/protocol/answers.ts';
import type { ToPage } from '../src/protocol/page.ts';
import type { Progress } from '../src/protocol/queries.ts';
import { Asker } from './ask.ts';
import { el, fill } from './dom.ts';
import type { Host } from './host.ts';
import { type ReportView, reportView } from './parts/report-view.ts';
import { emptyState, failedState, type Loading, loadingState } from './parts/states.ts';
import { told, toldReport } from './say.ts';

export interface Page {
  /** Says that the page is there; the editor answers with a report, or with progress. */
  begin(): void;
  receive(message: ToPage): void;
}

export function startPage(root: HTMLElement, host: Host): Page {
  return new PageController(root, host);
}

class PageController implements Page {
  private loading: Loading | null = null;
  private report: ReportView | null = null;
  private readonly notice = el('div', { class: 'notice', role: 'status', hidden: true });
  private readonly stage = el('div', { class: 'stage' });
  private readonly host: Host;
  private readonly asker: Asker;

  constructor(root: HTMLElement, host: Host) {
    this.host = host;
    this.asker = new Asker(host);
    fill(root, [this.notice, this.stage]);
  }

  begin(): void {
    this.startLoading();
    this.host.post({ type: 'ready' });
  }

  receive(message: ToPage): void {
    if (message.type === 'report')
      this.showReport(toldReport(message.report), message.note ?? '', message.views ?? false);
    else if (message.type === 'top') this.report?.showTop(message.table);
    else if (message.type === 'progress')
      this.showProgress({ ...message.progress, step: told(message.progress.step) });
    else if (message.type === 'failed') this.fail(told(message.message));
    else if (message.type === 'showFunction') this.report?.showFunction(message.dump, message.function);
    else if (message.type === 'showFinding') this.report?.showFinding(message.rank);
    else if (message.type === 'cursor') this.report?.lookAt(message.functions);
    else this.asker.hear(message);
  }

  private showReport(report: Report, note: string, views: boolean): void {
    this.loading = null;
    this.report = report.dumps.length > 0 ? reportView(report, this.host, views ? this.asker : null) : null;
    this.say(note);
    this.put(this.report?.element ?? emptyState());
  }

  /** Dumps may be read again while a report is there: then it stays until the new one comes. */
  private showProgress(progress: Progress): void {
    if (this.report === null) {
      if (this.loading === null) this.startLoading();
      this.loading?.show(progress);
    } else this.say(progress.share < 1 ? `${progress.step}…` : '');
  }

  private fail(message: string): void {
    this.loading = null;
    if (this.report === null) this.put(failedState(message));
    else this.say(message);
  }

  private startLoading(): void {
    this.loading = loadingState(() => this.host.post({ type: 'cancel' }));
    this.put(this.loading.element);
  }

  private say(text: string): void {
    fill(this.notice, [text]);
    this.notice.hidden = text === '';
  }

  private put(element: HTMLElement): void {
    fill(this.stage, [element]);
  }
}
