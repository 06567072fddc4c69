// One fresh process of the benchmark: how long does the call tree of a profile take, and how much does it hold?
// Prints JSON; with a second argument writes there what a page would be sent.
import fs from 'node:fs';
import { callTree, WHOLE_TREE } from '../../src/analysis/totals/call-tree.ts';
import { functionNodes } from '../../src/analysis/totals/nodes.ts';
import { DEFAULT_LIMITS } from '../../src/bytes/decode-context.ts';
import { decode } from '../../src/formats/decode.ts';
import { FlameTrees, sizeOf } from '../../src/investigation/views/flame.ts';
import { openFileSource } from '../../src/outside/file-source.ts';
import { inflateWithNode } from '../../src/outside/inflate-node.ts';

const limits = { ...DEFAULT_LIMITS, setByUser: true } as const;
const [file, to] = process.argv.slice(2);
const dump = decode(openFileSource(file!), { inflate: inflateWithNode, limits });
if (dump.kind !== 'profile') throw new Error(`${file} is no profile`);
const nodes = functionNodes(dump);
globalThis.gc?.();
const before = process.memoryUsage().arrayBuffers;
const began = process.cpuUsage();
const start = performance.now();
const tree = callTree(dump, nodes, 0, WHOLE_TREE);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(began);
globalThis.gc?.();
const held = process.memoryUsage().arrayBuffers - before;
const answer = new FlameTrees(dump, new Uint8Array(dump.symbols.functions.length)).answer({
  ...{ dump: 0, sampleType: 0, direction: 'callees', focus: '' },
  ...{ under: [], hidden: [], foldLibraries: false, foldRuntime: false },
});
if (to !== undefined)
  fs.writeFileSync(
    to,
    JSON.stringify(answer, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as never) : value)),
  );
console.log(
  JSON.stringify({
    samples: dump.sampleCount,
    nodes: tree.length,
    ms,
    cpu: (user + system) / 1e3,
    bytesPerNode: held / tree.length,
    sentNodes: answer.name.length,
    sentBytes: sizeOf(answer),
  }),
);
