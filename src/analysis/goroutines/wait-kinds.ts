// For what do these goroutines wait, and what lets them go on?

/** One way to wait, in words. */
export interface WaitKind {
  readonly id: string;
  /** Functions on the stack of those that wait so. */
  readonly on: RegExp;
  /** Follows "goroutines": `wait to send`. */
  readonly verb: string;
  /** Why it lasts, where it does: `nobody receives`. */
  readonly why: string;
  readonly fix: string;
  /** Instead, where they wait so again and again: in a loop. */
  readonly looping?: { readonly why: string; readonly fix: string };
}

/** The first that fits counts: what is waited for in the end comes before the primitive that does it. */
const KINDS: readonly WaitKind[] = [
  {
    id: 'answer',
    on: /^net\/http\.(\(\*(persistConn|http2clientStream|http2ClientConn)\)\.(roundTrip|RoundTrip|doRequest|writeRequest)|\(\*Transport\)\.(getConn|roundTrip)|\(\*bodyEOFSignal\)\.Read)$|^google\.golang\.org\/grpc\.(\(\*ClientConn\)\.Invoke|\(\*clientStream\)\.RecvMsg)$/,
    verb: 'wait for an answer',
    why: 'no time limit ends them',
    fix: 'Set http.Client.Timeout, or give each request a context with a deadline.',
  },
  {
    id: 'database',
    on: /^database\/sql\.\(\*DB\)\.conn$/,
    verb: 'wait for a database connection',
    why: 'those in use do not come back',
    fix: 'Close rows and finish transactions on every path; give queries a context with a deadline.',
  },
  {
    id: 'semaphore',
    on: /^golang\.org\/x\/sync\/semaphore\.\(\*Weighted\)\.Acquire$/,
    verb: 'wait for a slot',
    why: 'slots are not given back',
    fix: 'Release on every path: defer it right after Acquire.',
  },
  {
    id: 'limit',
    on: /^golang\.org\/x\/sync\/errgroup\.\(\*Group\)\.Go$/,
    verb: 'wait for a place in an errgroup',
    why: 'its members do not return',
    fix: 'Let the members end (pass them the context), and do not call Go from inside a member of a limited group.',
  },
  {
    id: 'flight',
    on: /^golang\.org\/x\/sync\/singleflight\.\(\*Group\)\.(Do|doCall)$/,
    verb: 'wait for one shared call',
    why: 'it does not return',
    fix: 'Give the shared call a time limit, or use DoChan with a select on ctx.Done().',
  },
  {
    id: 'body',
    on: /^net\/http\.\(\*body\)\.Read$/,
    verb: "wait for the rest of a request's body",
    why: 'no time limit ends them',
    fix: "Set the server's ReadTimeout, and bound the body with http.MaxBytesReader.",
  },
  {
    id: 'pipe',
    on: /^io\.\(\*pipe\)\.(read|write)$/,
    verb: 'wait on an io.Pipe',
    why: 'its other end has left',
    fix: 'Close both ends on every path: defer CloseWithError on each side.',
  },
  {
    id: 'group',
    on: /^sync\.\(\*WaitGroup\)\.Wait$/,
    verb: 'wait for a WaitGroup',
    why: 'some Done is missed',
    fix: 'defer wg.Done() first thing in each goroutine, or use wg.Go, so that no path misses it.',
  },
  {
    id: 'condition',
    on: /^sync\.\(\*Cond\)\.Wait$/,
    verb: 'wait for a condition',
    why: 'no signal comes',
    fix: 'Signal, or Broadcast, wherever the condition may have become true, on failing paths too.',
  },
  {
    id: 'once',
    on: /^sync\.\(\*Once\)\.doSlow$/,
    verb: 'wait for a sync.Once',
    why: 'its function does not return',
    fix: 'Give what runs inside the Once a time limit.',
  },
  {
    id: 'lock',
    on: /^(internal\/)?sync\.\(\*(RW)?Mutex\)\.(R?Lock|lockSlow|rlockSlow)$/,
    verb: 'wait for a lock',
    why: 'its holder keeps it',
    fix: 'Find the holder, a goroutine past this Lock; never wait or call out with the lock held.',
  },
  {
    id: 'sleep',
    on: /^time\.Sleep$/,
    verb: 'sleep',
    why: 'they try again without end',
    fix: 'Bound the attempts, and let ctx.Done() end the pause.',
  },
  {
    id: 'forever',
    on: /^runtime\.block$/,
    verb: 'wait on what can never come (a nil channel, an empty select)',
    why: 'nothing can wake them',
    fix: 'Make the channel before it is used; remove the empty select.',
  },
  {
    id: 'send',
    on: /^runtime\.chansend1?$/,
    verb: 'wait to send',
    why: 'nobody receives',
    fix: 'Give the channel room for one, receive on every path, or select on ctx.Done() beside the send.',
  },
  {
    id: 'receive',
    on: /^runtime\.chanrecv[12]?$/,
    verb: 'wait to receive',
    why: 'nobody sends or closes',
    fix: 'Let the sender close the channel on every path, or select on ctx.Done() beside the receive.',
    looping: {
      why: 'nothing ends their loop',
      fix: 'End the loop: close the channel when the work is over, or select on ctx.Done(), for tickers too.',
    },
  },
  {
    id: 'select',
    on: /^runtime\.selectgo$/,
    verb: 'wait in a select',
    why: 'none of its cases comes',
    fix: 'Add a case for ctx.Done(), or for a channel that is closed when the call is over.',
    looping: {
      why: 'nothing ends their loop',
      fix: 'Add a case that ends the loop: ctx.Done(), or a channel that is closed when the work is over.',
    },
  },
  {
    id: 'network',
    on: /^internal\/poll\.runtime_pollWait$/,
    verb: 'wait for the network',
    why: 'no deadline ends them',
    fix: 'Set a deadline on the connection, and close it when the call is over.',
  },
  {
    id: 'call',
    on: /^(syscall|golang\.org\/x\/sys\/unix|internal\/runtime\/syscall)\.|^runtime\.cgocall$/,
    verb: 'are in a system call or in C',
    why: 'it does not return',
    fix: 'Give the call a time limit, and bound how many run at once.',
  },
];

/** @param functions those on the stack, leaf first, with normalised names */
export function waitKindOf(functions: readonly string[]): WaitKind | undefined {
  return KINDS.find((k) => functions.some((f) => k.on.test(f)));
}
