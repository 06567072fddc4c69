// What did the user ask of `top`, `peek` and `list`? Flags are written as Go's tools take them.
//
//   -cum   --cum   -cum=false   -nodecount=20   --nodecount 20      anywhere among the files; -- ends them

import { DEFAULT_PPROF_OPTIONS, type Granularity, type PprofOptions } from '../model/pprof-options.ts';

/** `culprit top|peek|list …`, checked. */
export interface PprofCommand {
  readonly command: 'top' | 'peek' | 'list';
  /** Empty for `top`. */
  readonly regexp: string;
  readonly files: readonly string[];
  readonly bases: readonly string[];
  readonly diff: boolean;
  readonly normalize: boolean;
  readonly workspace: string;
  readonly options: PprofOptions;
}

interface Wrong {
  readonly command: 'wrong';
  readonly message: string;
}

export const PPROF_HELP = `  culprit top <file>... [FLAGS]
  culprit peek <regexp> <file>... [FLAGS]
  culprit list <regexp> <file>... [FLAGS] [--workspace DIR]

      Print what "go tool pprof" prints with -top, -peek and -list, and take its flags:
      -nodecount -nodefraction -edgefraction -trim -sample_index -unit -cum -flat -divide_by -mean
      -functions -filefunctions -files -lines -addresses -noinlines -showcolumns -compact_labels
      -focus -ignore -hide -show -show_from -prune_from -tagfocus -tagignore -tagshow -taghide
      -base -diff_base -normalize -drop_negative -relative_percentages
`;

/** Everything that flags can set. */
type Settings = { -readonly [K in keyof PprofOptions]: PprofOptions[K] } & {
  base: string[];
  diffBase: string[];
  normalize: boolean;
  workspace: string;
  sorts: Set<'flat' | 'cum'>;
  granularities: Set<Granularity>;
};

interface Flag {
  /** A boolean flag takes its value only after `=`. */
  readonly isBoolean: boolean;
  /** Answers what is wrong with the value, or undefined. */
  readonly set: (settings: Settings, value: string) => string | undefined;
}

type KeyOf<T> = { [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings];

const text = (key: KeyOf<string>): Flag => ({
  isBoolean: false,
  set: (settings, value) => {
    (settings as Record<typeof key, string>)[key] = value;
    return undefined;
  },
});

const number = (key: KeyOf<number>, read: (value: string) => number | undefined): Flag => ({
  isBoolean: false,
  set: (settings, value) => {
    const parsed = read(value);
    if (parsed === undefined) return `"${value}" is not a number that it takes`;
    settings[key] = parsed;
    return undefined;
  },
});

const boolean = (apply: (settings: Settings, value: boolean) => void): Flag => ({
  isBoolean: true,
  set: (settings, value) => {
    const parsed = goBoolean(value);
    if (parsed === undefined) return `"${value}" is neither true nor false`;
    apply(settings, parsed);
    return undefined;
  },
});

const list = (key: 'base' | 'diffBase'): Flag => ({
  isBoolean: false,
  set: (settings, value) => {
    settings[key].push(value);
    return undefined;
  },
});

/** One of several names, of which one may be set. */
const choice = <T>(set: (settings: Settings) => Set<T>, value: T): Flag =>
  boolean((settings, on) => {
    if (on) set(settings).add(value);
    else set(settings).delete(value);
  });

const granularity = (value: Granularity) => choice((s) => s.granularities, value);

const FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['nodecount', number('nodeCount', goInteger)],
  ['nodefraction', number('nodeFraction', goFloat)],
  ['edgefraction', number('edgeFraction', goFloat)],
  ['trim', boolean((s, on) => (s.trim = on))],
  ['sample_index', text('sampleIndex')],
  ['unit', text('unit')],
  ['cum', choice((s) => s.sorts, 'cum' as const)],
  ['flat', choice((s) => s.sorts, 'flat' as const)],
  ['functions', granularity('functions')],
  ['filefunctions', granularity('filefunctions')],
  ['files', granularity('files')],
  ['lines', granularity('lines')],
  ['addresses', granularity('addresses')],
  ['noinlines', boolean((s, on) => (s.noInlines = on))],
  ['showcolumns', boolean((s, on) => (s.showColumns = on))],
  ['compact_labels', boolean((s, on) => (s.compactLabels = on))],
  ['focus', text('focus')],
  ['ignore', text('ignore')],
  ['hide', text('hide')],
  ['show', text('show')],
  ['show_from', text('showFrom')],
  ['prune_from', text('pruneFrom')],
  ['tagfocus', text('tagFocus')],
  ['tagignore', text('tagIgnore')],
  ['tagshow', text('tagShow')],
  ['taghide', text('tagHide')],
  ['base', list('base')],
  ['diff_base', list('diffBase')],
  ['normalize', boolean((s, on) => (s.normalize = on))],
  ['divide_by', number('divideBy', goFloat)],
  ['mean', boolean((s, on) => (s.mean = on))],
  ['drop_negative', boolean((s, on) => (s.dropNegative = on))],
  ['relative_percentages', boolean((s, on) => (s.relativePercentages = on))],
  // Nothing is looked up in binaries, whatever is asked.
  ['symbolize', { isBoolean: false, set: () => undefined }],
  ['workspace', text('workspace')],
]);

/** Reads what follows the command's name. */
export function parsePprofCommand(
  command: PprofCommand['command'],
  argv: readonly string[],
): PprofCommand | Wrong | { readonly command: 'help' } {
  if (argv.some((argument) => /^--?(h|help)$/.test(argument))) return { command: 'help' };
  const settings: Settings = {
    ...DEFAULT_PPROF_OPTIONS,
    ...{ base: [], diffBase: [], normalize: false, workspace: '.' },
    ...{ sorts: new Set(), granularities: new Set() },
  };
  const read = readArguments(argv, settings);
  if ('message' in read) return read;
  return assemble(command, read.positionals, settings);
}

function readArguments(
  argv: readonly string[],
  settings: Settings,
): { readonly positionals: readonly string[] } | Wrong {
  const positionals: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--') return { positionals: [...positionals, ...argv.slice(i + 1)] };
    const written = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(argument);
    if (!written) {
      if (argument.length > 1 && argument.startsWith('-')) return wrong(`bad flag syntax: ${argument}`);
      positionals.push(argument);
      continue;
    }
    const flag = FLAGS.get(written[1]);
    if (!flag) return wrong(`There is no flag -${written[1]}.`);
    const value = written[2] ?? (flag.isBoolean ? 'true' : argv[++i]);
    if (value === undefined) return wrong(`-${written[1]} needs a value.`);
    const fault = flag.set(settings, value);
    if (fault !== undefined) return wrong(`-${written[1]}: ${fault}.`);
  }
  return { positionals };
}

function assemble(
  command: PprofCommand['command'],
  positionals: readonly string[],
  settings: Settings,
): PprofCommand | Wrong {
  const { base, diffBase, normalize, workspace, sorts, granularities, ...options } = settings;
  const [regexp, files] =
    command === 'top' ? ['', positionals] : [positionals[0] ?? '', positionals.slice(1)];
  if (command !== 'top' && regexp === '')
    return wrong(`${command} needs a regular expression and a profile.`);
  if (files.length === 0) return wrong(`${command} needs at least one profile.`);
  if (sorts.size > 1) return wrong('-flat and -cum cannot be set together.');
  if (granularities.size > 1) return wrong(`-${[...granularities].join(' and -')} cannot be set together.`);
  const bases = [base, diffBase].map((paths) => paths.filter((path) => path !== ''));
  if (bases.every((paths) => paths.length > 0)) return wrong('-base and -diff_base cannot both be set.');
  const diff = bases[1].length > 0;
  return {
    ...{ command, regexp, files, diff, normalize, workspace },
    bases: bases[diff ? 1 : 0],
    options: {
      ...options,
      sort: sorts.has('cum') ? 'cum' : 'flat',
      granularity: [...granularities][0] ?? 'default',
    },
  };
}

function wrong(message: string): Wrong {
  return { command: 'wrong', message };
}

function goBoolean(value: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(value)) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(value) ? false : undefined;
}

function goInteger(value: string): number | undefined {
  const digits = /^([+-]?)(\d+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.exec(value);
  if (!digits) return undefined;
  const octal = /^0[0-7]+$/.test(digits[2]) ? `0o${digits[2].slice(1)}` : digits[2];
  return Number(octal) * (digits[1] === '-' ? -1 : 1);
}

function goFloat(value: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) return Number(value);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(value);
  if (!special) return undefined;
  if (special[2].toLowerCase() === 'nan') return NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}
