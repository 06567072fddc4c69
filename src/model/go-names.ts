// What does the name of a Go function say: its package, its receiver, the function that was written?
//
//   github.com/acme/shop/cart.(*Cart[go.shape.int]).Add.func1.2
//   └────── package ────────┘ └ receiver ┘ └name┘ └ closure ┘
//
// Source of the forms: cmd/compile's closure names, cmd/internal/objabi.PathToPrefix (escapes).

/** The parts of one function's name. */
export interface NameParts {
  /** Import path, unescaped; empty when the name has none (C functions). */
  readonly package: string;
  /** Type name without `*`, brackets and type arguments; empty for plain functions. */
  readonly receiver: string;
  readonly pointer: boolean;
  /** The declared function or method: `Add`, `init.0`. */
  readonly name: string;
  /** What the compiler added: `func1.2`, `gowrap1`; empty when there is nothing. */
  readonly closure: string;
}

const COMPILER_SEGMENT = /^(?:func\d+|gowrap\d+|deferwrap\d+|\d+|)$/;
const WRAPPER = /(?:\.(?:gowrap|deferwrap)\d+|-fm)$/;
const RANGE_OR_VALUE = /-(?:fm|range\d+)/g;
const GENERATED_PREFIX = /^(?:type|go)[:.]\.(?:eq|hash)\./;

/** Type arguments, whatever they are, become `[...]`, as text dumps and traces print them. */
export function squeezeTypeArguments(name: string): string {
  if (!name.includes('[')) return name;
  let out = '';
  let depth = 0;
  for (const c of name) {
    if (c === '[' && depth++ === 0) out += '[...]';
    else if (c === ']' && depth > 0) depth--;
    else if (depth === 0) out += c;
  }
  return out;
}

/** Undoes `%2e` and its kind; text that is no valid escape stays as it is. */
export function unescapePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Where the package ends: the first dot after the last slash; `.v2` belongs to an unescaped path. */
function packageEnd(squeezed: string): number {
  const slash = squeezed.lastIndexOf('/');
  const dot = squeezed.indexOf('.', slash + 1);
  if (dot < 0) return -1;
  const version = /^\.v\d+(?=\.)/.exec(squeezed.slice(dot));
  return slash >= 0 && version !== null ? dot + version[0].length : dot;
}

interface Split {
  readonly package: string;
  readonly rest: string;
}

function split(name: string): Split {
  const squeezed = squeezeTypeArguments(name).replace(GENERATED_PREFIX, '');
  const end = packageEnd(squeezed);
  return end < 0
    ? { package: '', rest: squeezed }
    : { package: unescapePath(squeezed.slice(0, end)), rest: squeezed.slice(end + 1) };
}

/** Import path of a function's package; `main` for programs; empty for names that are not Go's. */
export function packageOf(name: string): string {
  return split(name).package;
}

/** Segments of what follows the package, without `-fm`, `-range1` and type arguments. */
function segmentsOf(rest: string): string[] {
  return rest.replaceAll('[...]', '').replace(RANGE_OR_VALUE, '').split('.');
}

/** `(*T)` and `(T)` give `T`; other segments give themselves. */
function bareType(segment: string): string {
  return segment.replace(/^\(\*?/, '').replace(/\)$/, '');
}

/** How many leading segments the programmer wrote; the rest is the compiler's. */
function declaredLength(segments: readonly string[]): number {
  const least = segments[0].startsWith('(') ? 2 : 1;
  let n = Math.min(least, segments.length);
  if (segments[0] === 'init' && /^\d+$/.test(segments[1] ?? '')) n = 2;
  while (n < segments.length && !COMPILER_SEGMENT.test(segments[n])) n++;
  return n;
}

export function nameParts(name: string): NameParts {
  const { package: pkg, rest } = split(name);
  const segments = segmentsOf(rest);
  const closureOfVariable = segments[0] === 'glob' && segments[1] === '';
  const n = closureOfVariable ? 2 : declaredLength(segments);
  const declared = closureOfVariable ? ['init'] : segments.slice(0, n);
  const isInit = declared[0] === 'init';
  const receiver = !isInit && declared.length > 1 ? bareType(declared[0]) : '';
  return {
    package: pkg,
    receiver,
    pointer: declared[0].startsWith('(*'),
    name: receiver === '' ? declared.join('.') : declared.slice(1).join('.'),
    closure: segments.slice(n).join('.'),
  };
}

/** The function as it was written, closures and wrappers dropped: `pkg.(*T).Run.func1` gives `pkg.(*T).Run`. */
export function enclosingFunction(name: string): string {
  const parts = nameParts(name);
  return qualifiedName(parts.package, parts.receiver, parts.name, parts.pointer);
}

/** True for a function as it was written; closures, range bodies and wrappers are no such. */
export function isDeclaredName(name: string): boolean {
  return nameParts(name).closure === '' && name.replace(RANGE_OR_VALUE, '') === name;
}

/** The name that a dump would print for a declared function. */
export function qualifiedName(pkg: string, receiver: string, name: string, pointer: boolean): string {
  const type = receiver === '' ? '' : pointer ? `(*${receiver}).` : `${receiver}.`;
  return pkg === '' ? `${type}${name}` : `${pkg}.${type}${name}`;
}

/** One spelling per function for all dumps of one process: type arguments squeezed, paths unescaped. */
export function normaliseName(name: string): string {
  const { package: pkg, rest } = split(name);
  return pkg === '' ? rest : `${pkg}.${rest}`;
}

/** Functions that the compiler puts around `go` and `defer` calls and method values; some dumps leave them out. */
export function isWrapper(name: string): boolean {
  return WRAPPER.test(name);
}

/** Last element of an import path that names a package: `…/ristretto/v2` gives `ristretto`, `yaml.v3` gives `yaml`. */
export function packageBaseName(importPath: string): string {
  const elements = importPath.split('/');
  const last = elements[elements.length - 1];
  const base = elements.length > 1 && /^v\d+$/.test(last) ? elements[elements.length - 2] : last;
  return base.replace(/\.v\d+$/, '');
}

/** For people: `reqctx.WithCache`, `consumer.(*Consumer).handle`. */
export function shortName(name: string): string {
  const { package: pkg, rest } = split(name);
  return pkg === '' ? rest : `${packageBaseName(pkg)}.${rest}`;
}

/**
 * As a person would call it, without what the compiler added: `pipe.From`, `a function literal in consumer.handle`.
 * For sentences; where names stand as names, {@link shortName}.
 */
export function humanName(name: string): string {
  const { closure } = nameParts(name);
  const written = shortName(enclosingFunction(name));
  return /^(?:func)?\d/.test(closure) ? `a function literal in ${written}` : written;
}

/**
 * Could a frame of this name be code of the declared function (receiver, name)?
 * A closure that was inlined into another function carries both names: `pkg.Outer.Inner.func1`.
 */
export function mayBeCodeOf(frameName: string, receiver: string, name: string): boolean {
  const segments = segmentsOf(split(frameName).rest).map(bareType);
  // Declared init functions are numbered; `init.func1` is a closure of a package-level variable.
  if (name === 'init' && receiver === '')
    return segments.some((s, i) => s === 'init' && /^\d/.test(segments[i + 1] ?? ''));
  if (receiver === '') return segments.includes(name);
  return segments.some((s, i) => s === receiver && segments[i + 1] === name);
}

/** True for code that initialises package-level variables and belongs to no declared function. */
export function isVariableInitialiser(name: string): boolean {
  const parts = nameParts(name);
  // `map.init.0` fills a large map of the package.
  return parts.name === 'init' && (parts.receiver === '' || parts.receiver === 'map');
}

/** Type name of the receiver, without `*` and type arguments; empty for plain functions. */
export function receiverOf(name: string): string {
  return nameParts(name).receiver;
}

const CONSTRUCTOR = /^(?:[Mm]ust)?(?:[Nn]ew|[Oo]pen|[Dd]ial|[Ss]tart|[Mm]ake|[Cc]reate|[Cc]onnect)(?![a-z])/;

/** By custom these functions make something that lives on: `NewCache`, `MustOpen`, `dialContext`. */
export function isConstructorName(name: string): boolean {
  const parts = nameParts(name);
  return parts.receiver === '' && CONSTRUCTOR.test(parts.name);
}
