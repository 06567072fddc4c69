// One fresh process of the benchmark: reads a dump as the product does, and sums what a report needs.
import { functionNodes } from '../../src/analysis/totals/nodes.ts';
import { allTotals, exactTotal } from '../../src/analysis/totals/totals.ts';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { decode } from '../../src/formats/decode.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

const limits = { ...DEFAULT_LIMITS, setByUser: true } as const;
const dump = decode(openFileSource(process.argv[2]), { inflate: inflateWithNode, limits });
if (dump.kind === 'profile') {
  const nodes = functionNodes(dump);
  for (const totals of allTotals(dump, nodes)) console.log(String(exactTotal(totals)));
} else if (dump.kind === 'trace') console.log(dump.goroutines.length);
