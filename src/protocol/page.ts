// What do the report's page and the editor say to each other?

import type { Report, Site, TopTable } from './answers.ts';
import type { Progress } from './queries.ts';
import type { ViewName, ViewQueries } from './views.ts';

/** From the editor to the page. */
export type ToPage =
  | {
      readonly type: 'report';
      readonly report: Report;
      /** How the dumps were chosen, when that was not the user's own choice. */
      readonly note?: string;
      /** Whether questions of views (`ask`) are answered; without it the page shows what needs none. */
      readonly views?: boolean;
    }
  | { readonly type: 'top'; readonly table: TopTable }
  | ViewAnswer
  /** Chooses a dump, and its flame graph with a function focused. */
  | { readonly type: 'showFunction'; readonly dump: number; readonly function: string }
  /** Shows a finding by its rank. */
  | { readonly type: 'showFinding'; readonly rank: number }
  /** The functions at the editor's cursor, nearest first; none when it is on no known code. */
  | { readonly type: 'cursor'; readonly functions: readonly string[] }
  /** Why a question of a view has no answer. */
  | { readonly type: 'refused'; readonly id: number; readonly message: string }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'failed'; readonly message: string };

/**
 * From the page to the editor: all that the page can make the editor do.
 * The editor checks each argument; a site is opened only when it is inside a known root.
 */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel' }
  | { readonly type: 'openSite'; readonly site: Pick<Site, 'file' | 'line'> }
  | {
      readonly type: 'askTop';
      readonly dump: number;
      readonly sampleType: number;
      readonly by: 'flat' | 'cum';
    }
  | ViewQuestion
  /** The editor's marks shall tell of this alone; null for all dumps again. */
  | { readonly type: 'marks'; readonly only: MarksFocus | null }
  | { readonly type: 'copy'; readonly text: string };

/** One sample type of one dump, of the samples that pass through a function; empty for all samples. */
export interface MarksFocus {
  readonly dump: number;
  readonly sampleType: number;
  readonly function: string;
}

/** A question of a view; its answer comes under the same number. */
export type ViewQuestion = {
  readonly [Q in ViewName]: {
    readonly type: 'ask';
    readonly id: number;
    readonly name: Q;
    readonly request: ViewQueries[Q]['request'];
  };
}[ViewName];

export interface ViewAnswer {
  readonly type: 'answer';
  readonly id: number;
  readonly answer: ViewQueries[ViewName]['answer'];
}
