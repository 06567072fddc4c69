// One fresh process of the benchmark: reads a dump as the product does, and sums what a report needs.
import { functionNodes } from '../../src/analysis/nodes.ts';
import { exactTotal, totalsOver } from '../../src/analysis/totals.ts';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { decode } from '../../src/formats/decode.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

const limits = { ...DEFAULT_LIMITS, setByUser: true } as const;
const dump = decode(openFileSource(process.argv[2]), { inflate: inflateWithNode, limits });
if (dump.kind === 'profile') {
  const nodes = functionNodes(dump);
  for (let type = 0; type < dump.sampleTypes.length; type++)
    console.log(String(exactTotal(totalsOver(dump, nodes, type))));
} else if (dump.kind === 'trace') console.log(dump.goroutines.length);
