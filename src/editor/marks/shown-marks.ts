// Which marks of the active incident are shown: of which numbers, from which share on, or none at all?

import * as vscode from 'vscode';
import type { MarksRequest } from '../../protocol/queries.ts';
import type { Incident } from '../opening/incident.ts';
import type { Incidents } from '../opening/incidents.ts';
import { marksToRead } from '../readers-language.ts';
import { markSettings, onDidChangeMarkSettings } from '../settings.ts';
import type { ActiveMarks } from './active-marks.ts';
import type { NumbersChoice } from './number-choices.ts';

export class ShownMarks implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #listeners: vscode.Disposable;
  #incident: Incident | undefined;
  #numbers: NumbersChoice | undefined;
  #minShare = markSettings().minShare;
  #hidden = false;

  constructor(
    private readonly incidents: Incidents,
    private readonly marks: ActiveMarks,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#listeners = vscode.Disposable.from(
      incidents.onDidChangeActive(() => void this.#show()),
      onDidChangeMarkSettings(() => {
        const { minShare } = markSettings();
        if (minShare === this.#minShare) return;
        this.#minShare = minShare;
        void this.#show();
      }),
    );
  }

  /** Undefined: the most telling number of all dumps. */
  get numbers(): NumbersChoice | undefined {
    return this.#numbers;
  }

  get areHidden(): boolean {
    return this.#hidden;
  }

  async choose(numbers: NumbersChoice | undefined): Promise<void> {
    this.#numbers = numbers;
    this.log.info(`numbers on lines: ${numbers?.label ?? 'of all dumps'}`);
    await this.#show();
  }

  async toggle(): Promise<void> {
    this.#hidden = !this.#hidden;
    await this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  async #show(): Promise<void> {
    const { active } = this.incidents;
    if (active !== this.#incident) this.#numbers = undefined;
    this.#incident = active;
    const marks = active && !this.#hidden ? await active.marks(this.#request()) : [];
    // Another incident, or another choice, may have come meanwhile.
    if (active !== this.incidents.active) return;
    this.marks.set(marksToRead(marks));
    this.#changed.fire();
  }

  #request(): MarksRequest {
    const minShare = this.#minShare;
    if (!this.#numbers) return { minShare };
    const { dump, sampleType, function: name } = this.#numbers;
    return { minShare, only: { dump, sampleType, ...(name === undefined ? {} : { function: name }) } };
  }
}
