// What do the report's page and the editor say to each other?

import type { Report, Site, TopTable } from './answers.ts';
import type { Progress } from './queries.ts';

/** From the editor to the page. */
export type ToPage =
  | {
      readonly type: 'report';
      readonly report: Report;
      /** How the dumps were chosen, when that was not the user's own choice. */
      readonly note?: string;
    }
  | { readonly type: 'top'; readonly table: TopTable }
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
  | { readonly type: 'copy'; readonly text: string };
