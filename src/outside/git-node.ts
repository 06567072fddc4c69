// What does git tell about a folder, when nothing that its repository configures may run?
// Source of the settings: git's documentation, "git-config" and "git" (environment variables).

import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DiffRequest, GitAccess, GitAnswer, LineOrigin, Release } from '../model/git-access.ts';
import { parsePorcelainBlame } from './git-blame.ts';

export interface GitLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export const GIT_LIMITS: GitLimits = { timeoutMs: 20_000, maxBytes: 64 * 1024 ** 2 };

export interface GitOptions {
  /** Folders from which no program is taken. */
  readonly workspace: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly limits?: GitLimits;
}

/** Programs that a configuration can name, each by a setting that names none. */
const HARDENED = [
  'core.fsmonitor=',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=',
  'core.gitProxy=',
  'core.askPass=',
  'core.alternateRefsCommand=',
  'diff.external=',
  'diff.autoRefreshIndex=false',
  'credential.helper=',
  'safe.bareRepository=explicit',
  'protocol.allow=never',
  'submodule.recurse=false',
  'blame.ignoreRevsFile=',
  'core.quotePath=true',
];

/** Lines are counted by these diffs: nothing of the user's taste in diffs may get into them. */
const PLAIN_DIFF = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--ignore-submodules=all',
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--unified=0',
  '--inter-hunk-context=0',
  '--find-renames',
  '--relative',
];

const GO_FILES = [':(glob)**/*.go', ':(glob)**/go.mod'];
const NOT_VENDORED = ':(exclude,glob)**/vendor/**';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

export function gitOnDisk(options: GitOptions): GitAccess {
  const run = runner(options);
  return {
    revisionOf: (folder, name) => revisionOf(run, folder, name),
    commitBefore: (folder, unixSeconds) => commitBefore(run, folder, unixSeconds),
    releases: (folder) => releases(run, folder),
    diff: (folder, request) => diff(run, folder, request),
    originsOf: (folder, file, lines, range) => originsOf(run, folder, file, lines, range),
  };
}

/** Runs git in a folder; the answer is its standard output. */
type Run = (folder: string, args: readonly string[], more?: Env) => Promise<GitAnswer<string>>;
type Env = Readonly<Record<string, string | undefined>>;

const none = (reason: string) => ({ kind: 'none', reason }) as const;
const answer = <T>(value: T) => ({ kind: 'answer', value }) as const;

/** A name that git cannot take for an option, a path or a search; what refs may not hold is refused. */
export function isRevisionName(name: string): boolean {
  return name.length <= 250 && /^[^\s\p{C}:?*[\\-][^\s\p{C}:?*[\\]*$/u.test(name) && !name.includes('..');
}

async function revisionOf(run: Run, folder: string, name: string): Promise<GitAnswer<string>> {
  if (!isRevisionName(name)) return none(`"${name}" is no name of a revision`);
  const found = await run(folder, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (found.kind === 'none')
    return found.reason === '' ? none(`the repository has no revision "${name}"`) : found;
  const id = found.value.trim();
  return COMMIT.test(id) ? answer(id) : none(`"${name}" means no commit`);
}

async function commitBefore(run: Run, folder: string, unixSeconds: number): Promise<GitAnswer<string>> {
  const until = `--before=@${Math.trunc(unixSeconds)}`;
  const found = await run(folder, ['rev-list', '--max-count=1', until, 'HEAD', '--']);
  if (found.kind === 'none') return found;
  const id = found.value.trim();
  return COMMIT.test(id) ? answer(id) : none('no commit is as old');
}

/** More are no help to someone who picks one. */
const MOST_RELEASES = 200;

async function releases(run: Run, folder: string): Promise<GitAnswer<readonly Release[]>> {
  const listed = await run(folder, [
    'for-each-ref',
    `--count=${MOST_RELEASES}`,
    '--sort=-version:refname',
    '--sort=-creatordate',
    '--format=%(creatordate:short) %(refname:strip=2)',
    'refs/tags',
  ]);
  if (listed.kind === 'none') return listed;
  const lines = listed.value.split('\n').filter((line) => line !== '');
  return answer(lines.map((line) => ({ date: line.slice(0, 10), name: line.slice(11) })));
}

async function diff(run: Run, folder: string, request: DiffRequest): Promise<GitAnswer<string>> {
  const commits = request.to === null ? [request.from] : [request.from, request.to];
  if (!commits.every((c) => COMMIT.test(c))) return none('a diff is made of full ids of commits');
  const filters = request.to === null ? await noFilters(run, folder) : answer({});
  if (filters.kind === 'none') return filters;
  const paths = [...GO_FILES, ...(request.vendored ? [] : [NOT_VENDORED])];
  return run(folder, ['diff', ...PLAIN_DIFF, ...commits, '--', ...paths], filters.value);
}

/**
 * A diff with files on the disk sends them through the filters that the repository configures; each gets a setting
 * that names no program. By the environment, because names may hold what an argument cannot carry.
 */
async function noFilters(run: Run, folder: string): Promise<GitAnswer<Env>> {
  const listed = await run(folder, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']);
  if (listed.kind === 'none') return listed.reason === '' ? answer({}) : listed;
  const drivers = new Set(
    listed.value
      .split('\0')
      .filter((k) => k !== '')
      .map((key) => key.slice(0, key.lastIndexOf('.'))),
  );
  const settings = [...drivers].flatMap((d) => [
    [`${d}.clean`, ''],
    [`${d}.smudge`, ''],
    [`${d}.process`, ''],
    [`${d}.required`, 'false'],
  ]);
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [i, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${i}`] = key;
    env[`GIT_CONFIG_VALUE_${i}`] = value;
  }
  return answer(env);
}

async function originsOf(
  run: Run,
  folder: string,
  file: string,
  lines: readonly number[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<GitAnswer<ReadonlyMap<number, LineOrigin>>> {
  if (!COMMIT.test(from) || !COMMIT.test(to)) return none('lines are asked between full ids of commits');
  if (lines.length === 0 || from === to) return answer(new Map());
  // Where no commit lies between the two, git looks at the file on the disk instead.
  const filters = await noFilters(run, folder);
  if (filters.kind === 'none') return filters;
  const asked = lines.flatMap((line) => ['-L', `${Math.trunc(line)},${Math.trunc(line)}`]);
  const blame = [
    'blame',
    '--porcelain',
    '--no-textconv',
    '--no-progress',
    ...asked,
    `${from}..${to}`,
    '--',
    file,
  ];
  const blamed = await run(folder, blame, filters.value);
  if (blamed.kind === 'none') return none(blamed.reason || `git cannot tell who wrote ${file}`);
  const origins = new Map<number, LineOrigin>();
  const releases = new Map<string, string | null>();
  for (const [line, commit] of parsePorcelainBlame(blamed.value)) {
    if (!releases.has(commit)) releases.set(commit, await releaseOf(run, folder, commit));
    origins.set(line, { commit, release: releases.get(commit) ?? null });
  }
  return answer(origins);
}

/** The tag that held the commit first. */
async function releaseOf(run: Run, folder: string, commit: string): Promise<string | null> {
  const tags = await run(folder, [
    'for-each-ref',
    '--count=1',
    '--sort=version:refname',
    '--sort=creatordate',
    '--format=%(refname:strip=2)',
    `--contains=${commit}`,
    'refs/tags',
  ]);
  return tags.kind === 'answer' && tags.value.trim() !== '' ? tags.value.trim() : null;
}

function runner({ workspace, env = process.env, limits = GIT_LIMITS }: GitOptions): Run {
  let program: string | undefined;
  return async (folder, args, more = {}) => {
    if (/^(?:\\\\|\/\/)/.test(folder)) return none('git is not run on network shares');
    program ??= findProgram('git', env, workspace);
    if (program === undefined) return none('git is not installed');
    const flags = HARDENED.flatMap((setting) => ['-c', setting]);
    return execute(program, ['--no-optional-locks', '--no-pager', ...flags, ...args], {
      cwd: folder,
      env: { ...hardenedEnv(env), ...more },
      timeout: limits.timeoutMs,
      maxBuffer: limits.maxBytes,
    });
  };
}

/** What the user's shell says to git is left out: it may name other repositories and programs. */
function hardenedEnv(env: Env): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(?:GIT_|SSH_ASKPASS|PAGER|EDITOR|VISUAL)/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
  };
}

/** An absolute path of a program of PATH that does not lie in the workspace. */
export function findProgram(name: string, env: Env, workspace: readonly string[]): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  const list = env.PATH ?? env.Path ?? '';
  for (const folder of list.split(path.delimiter).filter((f) => path.isAbsolute(f)))
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (isProgram(file) && !workspace.some((w) => isBelow(realpathSync(file), w) || isBelow(file, w)))
        return file;
    }
  return undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isBelow(file: string, folder: string): boolean {
  const inside = path.relative(path.resolve(folder), file);
  return inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}

interface ExecuteOptions {
  readonly cwd: string;
  readonly env: Env;
  readonly timeout: number;
  readonly maxBuffer: number;
}

/** The reason is empty when git said nothing, as it does for "not found". */
function execute(
  program: string,
  args: readonly string[],
  options: ExecuteOptions,
): Promise<GitAnswer<string>> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { ...options, shell: false, encoding: 'utf8', windowsHide: true, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        if (!error) resolve(answer(stdout));
        else resolve(none(whyNot(error, stderr, options)));
      },
    );
  });
}

function whyNot(
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
  stderr: string,
  { timeout, maxBuffer }: ExecuteOptions,
): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return `git's answer is larger than ${Math.round(maxBuffer / 1024 ** 2)} MB`;
  if (error.killed) return `git did not answer within ${timeout / 1000} s`;
  if (error.code === 'ENOENT') return 'the folder is not there';
  const [line = ''] = stderr.split('\n').filter((l) => l.trim() !== '');
  if (/not a git repository/.test(line)) return 'the folder is not in a git repository';
  if (/dubious ownership/.test(line))
    return 'git refuses the repository because another user owns it (git config safe.directory)';
  return line.replace(/^(?:fatal|error): /, '').slice(0, 300);
}
