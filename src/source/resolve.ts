// Which line of the workspace is a frame of another machine?

import type { Site } from '../model/finding.ts';
import { packageOf } from '../model/go-names.ts';
import type { FrameText } from '../model/symbols.ts';
import { beginningOf } from './function-starts.ts';
import { type GoFile, likelyPackageNames } from './go-file.ts';
import type { Drift } from './line-drift.ts';
import type { Outside, Resolution, Stale } from './resolution.ts';
import { type Answer, type Ask, askFor, type ResolveOptions, RULES, type Rule } from './resolve-rules.ts';
import { type Verdict, verify } from './verify.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** Answers for any number of frames; each frame is looked up once. */
export interface Resolver {
  resolve(frame: FrameText): Promise<Resolution>;
}

export function createResolver(index: WorkspaceIndex, options: ResolveOptions): Resolver {
  const known = new Map<string, Promise<Resolution>>();
  return {
    resolve: (frame) => {
      const key = `${frame.function}\n${frame.file}\n${frame.line}`;
      const answer = known.get(key) ?? resolveFrame(frame, index, options);
      known.set(key, answer);
      return answer;
    },
  };
}

/** Tries the rules in order; the first that knows the file answers. */
export async function resolveFrame(
  frame: FrameText,
  index: WorkspaceIndex,
  options: ResolveOptions,
): Promise<Resolution> {
  const ask = askFor(frame, index, options);
  if (!ask) return unknown(frame, 'the path is empty, or names nothing that may be opened');
  if (ask.origin.kind === 'generated')
    return unknown(frame, 'the compiler made this function; no file holds it');
  let outside: Outside | undefined;
  for (const rule of RULES) {
    const answer = rule.find(ask);
    const resolution = await settle(ask, rule, answer);
    if (resolution) return resolution;
    if (answer.outside)
      outside ??= { kind: 'outside', ...answer.outside, mappedBy: rule.name, recorded: frame.file };
  }
  return outside ?? unknown(frame, 'no file of the workspace fits its path and package');
}

function unknown(frame: FrameText, reason: string): Resolution {
  return { kind: 'unknown', recorded: frame.file, reason };
}

interface Checked {
  readonly drift: Drift | undefined;
  readonly file: string;
  /** As the workspace has it. */
  readonly line: number;
  readonly verdict: Verdict;
}

/** What a rule's files come to, or undefined when the next rule should be tried. */
async function settle(ask: Ask, rule: Rule, answer: Answer): Promise<Resolution | undefined> {
  const checked: Checked[] = [];
  for (const file of answer.files ?? []) {
    const drift = ask.options.lines?.drift(file, ask.frame.line);
    const facts = await ask.index.goFile(drift?.file ?? file);
    if (rule.exact || ask.index.moduleOf(file) || packageAgrees(facts, ask))
      checked.push(checkedAt(ask, file, drift ?? driftByStart(ask, file, facts), facts));
  }
  const fitting = checked.filter(
    (c) => c.verdict.fit === 'inside' || (rule.exact && c.verdict.fit === 'unchecked'),
  );
  const sites = fitting.map((c) => siteOf(c, ask.frame, rule));
  if (sites.length > 1)
    return { kind: 'tied', candidates: sites, reason: `${sites.length} files fit equally well` };
  if (sites.length === 1 && answer.offerOnly)
    return { kind: 'tied', candidates: sites, reason: 'the end of the path fits, the package does not' };
  const fit = fitting[0]?.verdict.fit;
  if (fit === 'inside' || fit === 'unchecked')
    return { kind: 'found', site: sites[0], fit, note: answer.note ?? '' };
  return rule.exact ? staleOf(checked, rule) : undefined;
}

function checkedAt(ask: Ask, file: string, drift: Drift | undefined, facts: GoFile | undefined): Checked {
  const { frame } = ask;
  const line = drift?.line ?? frame.line;
  const verdict = verify(facts, { ...frame, line }, frame.line);
  const at = { drift, file: drift?.file ?? file, line };
  if (drift?.state !== 'gone') return { ...at, verdict };
  const span = 'function' in verdict ? verdict.function : undefined;
  const reason = `line ${frame.line} of the profiled commit is gone`;
  return { ...at, verdict: { fit: 'elsewhere', reason, function: span } };
}

/** Where git is not asked, the function's own beginning tells how far its lines moved. */
function driftByStart({ frame, options }: Ask, file: string, facts: GoFile | undefined): Drift | undefined {
  const beginning = options.starts && frame.line > 0 ? beginningOf(options.starts, frame, facts) : undefined;
  if (!beginning || beginning.now === beginning.profiled) return undefined;
  return { state: 'moved', file, line: frame.line + beginning.now - beginning.profiled };
}

/** The package that the file declares must be the one that the function's name ends in. */
function packageAgrees(facts: GoFile | undefined, ask: Ask): boolean {
  if (!facts || ask.package === 'main') return facts !== undefined;
  const declared = facts.packageName.replace(/_test$/, '');
  return (
    declared === 'main' ||
    likelyPackageNames(packageOf(ask.frame.function).replace(/_test$/, '')).includes(declared)
  );
}

function siteOf({ file, line, drift }: Checked, frame: FrameText, rule: Rule): Site {
  const site: Site = { file, line, function: frame.function, mappedBy: rule.name };
  return drift === undefined || drift.state === 'same'
    ? site
    : { ...site, drift: drift.state, profiledLine: frame.line };
}

/** The right file, of another day; undefined when there is none, or no single one. */
function staleOf(checked: readonly Checked[], rule: Rule): Stale | undefined {
  const declaring = checked.filter((c) => c.verdict.fit === 'elsewhere');
  const chosen = declaring.length === 1 ? declaring[0] : checked.length === 1 ? checked[0] : undefined;
  if (!chosen || !('reason' in chosen.verdict)) return undefined;
  const { reason, function: span, fit } = chosen.verdict;
  const drift = chosen.drift?.state === 'gone' || fit === 'absent' ? 'gone' : 'changed';
  const line = chosen.drift === undefined ? 0 : chosen.line;
  return { kind: 'stale', file: chosen.file, mappedBy: rule.name, reason, drift, line, function: span };
}
