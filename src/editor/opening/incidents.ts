// Which incidents are open, and whose marks are shown?

import * as vscode from 'vscode';
import { type Incident, incidentKey } from './incident.ts';

/**
 * At most one incident is active: marks, problems, tree and status bar are its. It becomes active when it
 * was read, or when its report is looked at again.
 */
export class Incidents implements vscode.Disposable {
  readonly #all = new Map<string, Incident>();
  /** How many reports show each incident. */
  readonly #views = new Map<Incident, number>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeActive = this.#changed.event;
  #active: Incident | undefined;

  constructor(private readonly make: (dumps: readonly vscode.Uri[], note: string | undefined) => Incident) {}

  get active(): Incident | undefined {
    return this.#active;
  }

  /** The incident of these dumps; made when it is new, but not opened. */
  of(dumps: readonly vscode.Uri[], note?: string): Incident {
    const key = incidentKey(dumps);
    const known = this.#all.get(key);
    if (known) return known;
    const incident = this.make(dumps, note);
    this.#all.set(key, incident);
    return incident;
  }

  /** Only an incident that was read can be active; the worker of the one before is let go. */
  activate(incident: Incident): void {
    if (incident.state.kind !== 'open' || !this.#all.has(incident.key)) return;
    const before = this.#active;
    this.#active = incident;
    if (before !== incident) {
      before?.letGo();
      if (before) this.#forgetUnused(before);
    }
    this.#changed.fire();
  }

  /** Says that a report shows the incident, until the result is disposed. */
  hold(incident: Incident): vscode.Disposable {
    this.#views.set(incident, (this.#views.get(incident) ?? 0) + 1);
    return new vscode.Disposable(() => {
      this.#views.set(incident, (this.#views.get(incident) ?? 1) - 1);
      this.#forgetUnused(incident);
    });
  }

  clear(): void {
    for (const incident of this.#all.values()) incident.cancel();
    const before = this.#active;
    this.#active = undefined;
    if (before) this.#forgetUnused(before);
    this.#changed.fire();
  }

  dispose(): void {
    for (const incident of this.#all.values()) incident.dispose();
    this.#changed.dispose();
  }

  #forgetUnused(incident: Incident): void {
    if (incident === this.#active) return;
    if ((this.#views.get(incident) ?? 0) > 0) {
      incident.letGo();
      return;
    }
    this.#views.delete(incident);
    this.#all.delete(incident.key);
    incident.dispose();
  }
}
