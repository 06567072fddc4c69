// What can one file turn out to be?

import type { GoroutineListing } from './goroutine-listing.ts';
import type { Profile } from './profile.ts';
import type { Trace } from './trace.ts';

/** A decoded dump. */
export type Dump = Profile | GoroutineListing | Trace;
