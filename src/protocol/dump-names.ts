// Which files of a folder are worth opening as dumps? Content decides later; names only choose what to try.

const KINDS = 'allocs?|block|cpu|goroutines?|goroutineleak|heap|mem|mutex|profile|threadcreate|trace';

const NAMES: readonly RegExp[] = [
  /\.(pprof|prof|cpuprof|memprof|trace|pb)(\.gz)?$/i,
  new RegExp(`^(${KINDS})(?![a-z]).*\\.(out|txt|dump|gz)$`, 'i'),
  /** As `curl -O http://HOST/debug/pprof/heap` saves them. */
  new RegExp(`^(${KINDS})$`, 'i'),
];

/** True for `cpu.pprof`, `trace.out`, `goroutine-debug2.txt.gz`, `heap`; false for `main.go`, `README.txt`. */
export function looksLikeDump(fileName: string): boolean {
  return NAMES.some((pattern) => pattern.test(fileName));
}
