// How does the reader say that a profile cannot be trusted?

import { UnreadableDump } from '../../model/problems.ts';

const FETCH_AGAIN = 'The file is damaged or was not written by a pprof writer: fetch it again.';

/** A pprof message that breaks the format's rules, as `go tool pprof` also refuses it. */
export function refuse(what: string, at?: number): UnreadableDump {
  return new UnreadableDump(`a damaged pprof profile: ${what}`, FETCH_AGAIN, at);
}
