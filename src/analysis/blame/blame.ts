// Which line is to be changed: the one that starts the goroutines, the one that hands it their work, or the one where
// they stay?
//
//   created:  safego.Run:11 ◄── hub.Subscribe:32 ◄── feed.Stream:27
//   runs:     safego.Run.func1 ──► hub.Subscribe.func1 ──► hub.pump
//
// safego.Run runs a literal of hub.Subscribe, which called it: the literal was handed in, and line 32 is to be changed.

import { mayBeCodeOf, nameParts, packageOf } from '../../model/go-names.ts';
import type { FrameText } from '../../model/symbols.ts';

/** What a goroutine runs, as far as the program's own code goes. */
export interface OwnStack {
  /** First-party frames, outermost first. */
  readonly path: readonly FrameText[];
  /** Functions that the innermost of them calls, leaf first, with normalised names; all where none is first-party. */
  readonly below: readonly string[];
}

export interface Signature {
  readonly takesFunction: boolean;
  readonly returnsChannel: boolean;
  /** The frame's line stands in a loop of the function. */
  readonly inLoop: boolean;
}

/** Of the function whose code a frame is; undefined where the sources do not tell. */
export type SignatureOf = (frame: FrameText) => Signature | undefined;

/** `is-in`: where they are, not where they were started. */
export type BlameReason = 'is-in' | 'starts' | 'hands-in' | 'leaves-channel' | 'waits';

export interface Blame {
  readonly site: FrameText;
  readonly callers: readonly FrameText[];
  readonly reason: BlameReason;
  /** The line that starts them, when it is not the one to be changed. */
  readonly starter: FrameText | null;
}

const CHANNEL = /^runtime\.(chansend|chanrecv)/;
/** Waits to get something done, in which the place is to blame: a slot that never comes free, no answer. */
const STUCK_IN =
  /^runtime\.chansend|^golang\.org\/x\/sync\/semaphore\.\(\*Weighted\)\.Acquire$|^net\/http\.\(\*Client\)\.|^net\.\(\*(conn|netFD|Dialer)\)\./;
/** Waits that are a worker's for work when they come again and again, and a place's fault on a single way. */
const WAITS_FOR_OTHERS = /^runtime\.chanrecv|^sync\.\(\*(Cond|WaitGroup)\)\.Wait$/;

/** @param created first-party frames of the creation stack, the one that starts them first */
export function blame(
  created: readonly FrameText[],
  own: OwnStack | undefined,
  signatureOf: SignatureOf = () => undefined,
): Blame {
  const [starter] = created;
  const unchanged: Blame = { site: starter, callers: created.slice(1), reason: 'starts', starter: null };
  if (!own || own.path.length === 0) return unchanged;
  const handed = handedIn(created, own.path, signatureOf);
  if (handed) return waitingElsewhere(handed, own, signatureOf) ?? handed;
  return leftBehind(created, own, signatureOf) ?? waitingElsewhere(unchanged, own, signatureOf) ?? unchanged;
}

/** The call that hands its own code to the function that starts the goroutines. */
function handedIn(
  created: readonly FrameText[],
  path: readonly FrameText[],
  signatureOf: SignatureOf,
): Blame | null {
  const [starter] = created;
  const inner = path.find((f) => !isCodeOf(f, starter));
  if (!inner) return null;
  const runsItself = isCodeOf(path[0], starter);
  const takes = signatureOf(starter)?.takesFunction === true;
  const at = isLiteral(inner)
    ? created.findIndex((f, i) => i > 0 && isCodeOf(inner, f))
    : runsItself || takes
      ? ownerAbove(created, inner)
      : -1;
  if (at > 0) return { ...from(created, at), reason: 'hands-in', starter };
  // The creator has gone, and with it the stack that tells who called the starter.
  const alone = isLiteral(inner) && created.length === 1 && (runsItself || takes);
  return alone ? { site: inner, callers: [], reason: 'hands-in', starter } : null;
}

/**
 * Packages do not import in circles: a function of the package that called the starter's cannot be known to the
 * starter, and was handed in.
 */
function ownerAbove(created: readonly FrameText[], inner: FrameText): number {
  const home = packageOf(created[0].function);
  const at = created.findIndex((f) => packageOf(f.function) !== home);
  const other = packageOf(inner.function);
  return other !== home && at > 0 && packageOf(created[at].function) === other ? at : -1;
}

/** The call that got a channel from the starter and no longer serves it. */
function leftBehind(created: readonly FrameText[], own: OwnStack, signatureOf: SignatureOf): Blame | null {
  const [starter] = created;
  if (!own.path.every((f) => isCodeOf(f, starter)) || !own.below.some((f) => CHANNEL.test(f))) return null;
  let at = 0;
  while (at < created.length - 1 && signatureOf(created[at])?.returnsChannel === true) at++;
  return at > 0 ? { ...from(created, at), reason: 'leaves-channel', starter } : null;
}

/** The place of another package, deep in what they run, where they get stuck. */
function waitingElsewhere(blamed: Blame, { path, below }: OwnStack, signatureOf: SignatureOf): Blame | null {
  const waits = path[path.length - 1];
  const onTheWay = path.slice(0, -1);
  const elsewhere = packageOf(waits.function) !== packageOf(blamed.site.function) && onTheWay.length > 0;
  const once = onTheWay.every((f) => signatureOf(f)?.inLoop === false);
  const stuck = below.some((f) => STUCK_IN.test(f) || (once && WAITS_FOR_OTHERS.test(f)));
  if (!elsewhere || !stuck) return null;
  return {
    site: waits,
    callers: [...onTheWay.reverse(), blamed.site],
    reason: 'waits',
    starter: blamed.site,
  };
}

function from(created: readonly FrameText[], at: number): Pick<Blame, 'site' | 'callers'> {
  return { site: created[at], callers: created.slice(at + 1) };
}

function isLiteral({ function: name }: FrameText): boolean {
  return /^func\d/.test(nameParts(name).closure);
}

/** A frame of the same declared function: itself, or a literal in it, also one that was inlined elsewhere. */
export function isCodeOf(frame: FrameText, of: FrameText): boolean {
  const { receiver, name } = nameParts(of.function);
  return frame.file === of.file && mayBeCodeOf(frame.function, receiver, name);
}
