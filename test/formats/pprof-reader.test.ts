// Does the pprof reader take what the format allows, and refuse with a place what it does not?
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { exactCum, exactFlat, exactTotal, functionTotals } from '../../src/analysis/totals/totals.ts';
import { sourceOf } from '../../src/bytes/source.ts';
import { decodeAll } from '../../src/formats/decode.ts';
import { readProfile } from '../../src/formats/pprof/read-profile.ts';
import { isPartial, UnreadableDump } from '../../src/model/problems.ts';
import type { Profile } from '../../src/model/profile.ts';
import { stackText } from '../../src/model/symbols.ts';
import { nodeContext } from '../support/decode-file.ts';
import { drawProfile, len, num, packed, STRINGS, varint } from '../support/protobuf.ts';

type Stack = Parameters<typeof stackText>[1];

const sample = (...body: number[][]) => len(2, body.flat());

function column(profile: Profile, type = 0): number[] {
  return [...profile.values[type].value];
}

test('a small message is read completely', () => {
  const profile = readProfile(
    drawProfile({
      rest: [
        ...num(9, 1_700_000_000_000_000_000n),
        ...num(10, 5e9),
        ...num(12, 512),
        ...num(13, 6),
        ...num(14, 1),
      ],
    }),
  );
  assert.deepEqual(profile.sampleTypes, [
    { type: 'objects', unit: 'count' },
    { type: 'space', unit: 'bytes' },
  ]);
  assert.deepEqual(stackText(profile.symbols, 0 as Stack), [
    { function: 'main.leaf', file: '/src/main.go', line: 7 },
    { function: 'main.root', file: '/src/main.go', line: 9 },
  ]);
  assert.deepEqual([column(profile, 0), column(profile, 1)], [[3], [4096]]);
  assert.equal(profile.timeNanos, 1_700_000_000_000_000_000n);
  assert.equal(profile.durationNanos, 5e9);
  assert.equal(profile.period, 512);
  assert.deepEqual(profile.comments, ['main.root']);
  assert.equal(profile.defaultSampleType, 0);
  assert.equal(profile.symbols.functions.startLine[1], 3);
  assert.deepEqual([profile.mappings[0].start, profile.mappings[0].limit], [0x400000n, 0x500000n]);
  assert.equal(profile.addressLow[0], 0x400010);
  assert.deepEqual(profile.problems, []);
});

test('lists may be packed, unpacked or both', () => {
  const profile = readProfile(
    drawProfile({
      samples: [
        ...sample(num(1, 1), num(1, 1), num(2, 5), num(2, 6)),
        ...sample(packed(1, [1]), num(1, 1), packed(2, [7]), num(2, 8)),
      ],
    }),
  );
  assert.deepEqual([...profile.symbols.stacks.locationStart], [0, 2, 4]);
  assert.deepEqual(column(profile, 0), [5, 7]);
  assert.deepEqual(column(profile, 1), [6, 8]);
});

test('negative values, and values past 2^53, are exact', () => {
  const big = 2n ** 53n + 1n;
  const profile = readProfile(
    drawProfile({
      samples: [
        ...sample(packed(1, [1]), packed(2, [-5, big])),
        ...sample(packed(1, [1]), packed(2, [2, -(2n ** 63n)])),
      ],
    }),
  );
  assert.deepEqual(column(profile), [-5, 2]);
  assert.deepEqual(
    [...profile.values[1].exact],
    [
      [0, big],
      [1, -(2n ** 63n)],
    ],
  );
  const counts = functionTotals(profile, 0);
  assert.deepEqual([counts.total, counts.flat[0]], [7, -3]);
  const bytes = functionTotals(profile, 1);
  assert.equal(exactTotal(bytes), big + 2n ** 63n);
  assert.equal(exactFlat(bytes, 0), big - 2n ** 63n);
  assert.equal(exactCum(bytes, 1), big - 2n ** 63n);
});

test('sums past 2^53 of small values are exact', () => {
  const value = 2n ** 52n + 1n;
  const one = sample(packed(1, [1]), packed(2, [1n, value]));
  const totals = functionTotals(readProfile(drawProfile({ samples: [one, one, one].flat() })), 1);
  assert.equal(exactTotal(totals), 3n * value);
  assert.equal(exactCum(totals, 1), 3n * value);
});

test('unknown fields of every wire type are skipped, at every depth', () => {
  const unknown = [...num(99, 7), ...len(20, 'future'), ...varint((21 << 3) | 1), 1, 2, 3, 4, 5, 6, 7, 8];
  const fixed32 = [...varint((22 << 3) | 5), 1, 2, 3, 4];
  const profile = readProfile(
    drawProfile({
      samples: sample(unknown, packed(1, [1]), fixed32, packed(2, [3, 4096])),
      rest: [...unknown, ...fixed32],
    }),
  );
  assert.deepEqual(column(profile, 1), [4096]);
});

test('ids of any size are remapped', () => {
  const id = 2n ** 63n + 5n;
  const profile = readProfile(
    drawProfile({
      locations: [
        ...len(4, [...num(1, 7_000_000), ...len(4, num(1, 1))]),
        ...len(4, [...num(1, id), ...len(4, num(1, 2))]),
      ],
      samples: sample(packed(1, [id, 7_000_000]), packed(2, [1, 2])),
    }),
  );
  assert.deepEqual(
    stackText(profile.symbols, 0 as Stack).map((f) => f.function),
    ['main.root', 'main.leaf'],
  );
});

test('labels: texts, numbers with units, and empty ones that pprof drops', () => {
  const profile = readProfile(
    drawProfile({
      samples: sample(
        packed(1, [1]),
        packed(2, [1, 2]),
        len(3, [...num(1, 1), ...num(2, 6)]),
        len(3, [...num(1, 3), ...num(3, -7), ...num(4, 4)]),
        len(3, num(1, 3)),
        len(3, [...num(1, 1), ...num(3, 2n ** 60n)]),
      ),
    }),
  );
  const { labels } = profile;
  assert.deepEqual([...labels.start], [0, 3]);
  assert.deepEqual([...labels.text], [6, -1, -1]);
  assert.deepEqual([...labels.unit], [-1, 4, -1]);
  assert.deepEqual([...labels.number], [0, -7, 2 ** 60]);
  assert.deepEqual([...labels.exact], [[2, 2n ** 60n]]);
});

test('repeated stacks are found, and counted as each on its own', () => {
  const stack = Array.from({ length: 40 }, () => 1);
  const one = sample(packed(1, stack), packed(2, [1, 10]));
  const other = sample(packed(1, [...stack, 1]), packed(2, [1, 10]));
  const profile = readProfile(drawProfile({ samples: [one, other, one, other, one].flat() }));
  assert.deepEqual([...profile.firstWithStack!], [0, 1, 0, 1, 0]);
  assert.deepEqual([...profile.symbols.stacks.locationStart], [0, 40, 81, 121, 162, 202]);
  const totals = functionTotals(profile, 1);
  assert.deepEqual([[...totals.flat], [...totals.cum], totals.total], [[50, 0], [50, 50], 50]);
});

test('a sample without frames counts in the total and in no row', () => {
  const profile = readProfile(
    drawProfile({ samples: [...sample(packed(2, [5, 50])), ...sample(packed(1, [1]), packed(2, [1, 10]))] }),
  );
  const totals = functionTotals(profile, 1);
  assert.deepEqual([totals.total, [...totals.flat], [...totals.cum]], [60, [10, 0], [10, 10]]);
});

test('code without names is shown as its binary, or as unknown', () => {
  const profile = readProfile(
    drawProfile({
      strings: [...STRINGS, '/usr/bin/server'].flatMap((s) => len(6, s)),
      mappings: len(3, [...num(1, 1), ...num(5, 8)]),
      locations: [...len(4, [...num(1, 1), ...num(2, 1)]), ...len(4, num(1, 2))],
      samples: sample(packed(1, [1, 2]), packed(2, [1, 2])),
    }),
  );
  const { nodes } = functionTotals(profile, 0);
  assert.deepEqual(
    Array.from({ length: nodes.length }, (_, n) => nodes.name(n)),
    ['[server]', '<unknown>'],
  );
});

const REFUSED: readonly (readonly [name: string, bytes: Uint8Array, message: RegExp])[] = [
  [
    'a missing location',
    drawProfile({ samples: sample(packed(1, [9]), packed(2, [1, 2])) }),
    /names location 9, which is not in the file at byte \d+/,
  ],
  [
    'location id 0',
    drawProfile({ samples: sample(packed(1, [0]), packed(2, [1, 2])) }),
    /names location 0, which is not/,
  ],
  [
    'a location past 2^53',
    drawProfile({ samples: sample(packed(1, [2n ** 63n + 1n]), packed(2, [1, 2])) }),
    /names location 9223372036854775809, which is not/,
  ],
  [
    'too many values',
    drawProfile({ samples: sample(packed(1, [1]), packed(2, [1, 2, 3])) }),
    /3 values for 2/,
  ],
  [
    'too few values',
    drawProfile({ samples: sample(packed(1, [1]), packed(2, [1])) }),
    /1 values for 2|cannot have/,
  ],
  ['no sample types', drawProfile({ types: [] }), /without sample types/],
  [
    'a missing function',
    drawProfile({ locations: len(4, [...num(1, 1), ...len(4, num(1, 9))]) }),
    /names function 9, which is not in the file/,
  ],
  [
    'function id 0',
    drawProfile({ locations: len(4, [...num(1, 1), ...len(4, num(2, 9))]) }),
    /without a function/,
  ],
  [
    'two locations of one id',
    drawProfile({ locations: [...len(4, num(1, 1)), ...len(4, num(1, 1))] }),
    /two locations/,
  ],
  [
    'two functions of an id past 2^53',
    drawProfile({ functions: [...len(5, num(1, 2n ** 60n + 1n)), ...len(5, num(1, 2n ** 60n + 1n))] }),
    /two functions have the id 1152921504606846977/,
  ],
  ['mapping id 0', drawProfile({ mappings: len(3, num(2, 5)) }), /reserved id 0/],
  ['a bad string', drawProfile({ functions: len(5, [...num(1, 1), ...num(2, 9999)]) }), /string 9999 of 8/],
  ...[
    [-1n, '18446744073709551615'],
    [2n ** 63n, '9223372036854775808'],
    [2n ** 31n, '2147483648'],
    [2n ** 31n - 1n, '2147483647'],
  ].map(
    ([id, written]) =>
      [
        `string ${id}`,
        drawProfile({ functions: len(5, [...num(1, 1), ...num(2, id as bigint)]) }),
        new RegExp(`the name of function 1 names string ${written} of 8`),
      ] as const,
  ),
  [
    'a label of string 2^63',
    drawProfile({
      samples: sample(packed(1, [1]), packed(2, [1, 2]), len(3, [...num(1, 2n ** 63n), ...num(2, 1)])),
    }),
    /a label of sample 1 names string 9223372036854775808 of 8/,
  ],
  ['a first string that is not empty', drawProfile({ strings: len(6, 'x') }), /first string/],
  ['no strings', drawProfile({ strings: [] }), /string/],
  [
    'a bad label',
    drawProfile({ samples: sample(packed(1, [1]), packed(2, [1, 2]), len(3, num(1, 77))) }),
    /label/,
  ],
  ['a group', drawProfile({ rest: [(30 << 3) | 3 | 0x80, 1] }), /wire type/],
  [
    'a number of 11 bytes',
    drawProfile({ rest: [...varint(9 << 3), ...Array(10).fill(0xff), 1] }),
    /more than 10 bytes/,
  ],
  ['a length past its parent', drawProfile({ samples: [18, 3, 10, 9, 1] }), /field of 9 bytes/],
  ['two profiles in a row', drawProfile({ rest: [...num(9, 1), ...num(9, 2)] }), /one after the other/],
  ['a wrong wire type', drawProfile({ rest: len(9, 'x') }), /wire type/],
];

for (const [name, bytes, message] of REFUSED) {
  test(`refused: ${name}`, () => {
    assert.throws(
      () => readProfile(bytes),
      (e) => e instanceof UnreadableDump && message.test(e.message) && e.advice.length > 0,
    );
  });
}

test('a message that stops in the middle of a field is a labelled part', () => {
  const whole = drawProfile();
  const profile = readProfile(whole.subarray(0, whole.length - 3));
  assert.ok(isPartial(profile.problems));
  assert.equal(profile.problems[0].at, whole.length - 2 - '/src/main.go'.length);
  assert.equal(stackText(profile.symbols, 0 as Stack)[0].file, '<missing string #7>');
});

test('every prefix of a message is refused, or is a labelled part', () => {
  const whole = drawProfile();
  for (let length = 0; length < whole.length; length++) {
    let partial: boolean;
    try {
      partial = isPartial(readProfile(whole.subarray(0, length)).problems);
    } catch (e) {
      assert.ok(e instanceof UnreadableDump, `${length}: ${e}`);
      continue;
    }
    assert.ok(partial, `the first ${length} bytes pass for the whole`);
  }
});

test('samples whose locations were cut off are left out and counted', () => {
  const bytes = drawProfile({
    samples: [...sample(packed(1, [1]), packed(2, [3, 4])), ...sample(packed(1, [2]), packed(2, [5, 6]))],
  });
  const profile = readProfile(bytes, { tolerant: true });
  assert.deepEqual(column(profile), [3]);
  assert.match(profile.problems[0].text, /1 of 2 samples/);
});

test('kinds of profiles', () => {
  const kindOf = (types: [string, string][], leaf = 'main.work', rest: number[] = []) => {
    const strings = ['', ...types.flat(), leaf];
    return readProfile(
      drawProfile({
        types: types.flatMap((_, i) => len(1, [...num(1, 2 * i + 1), ...num(2, 2 * i + 2)])),
        strings: strings.flatMap((s) => len(6, s)),
        samples: sample(
          packed(1, [1]),
          packed(
            2,
            types.map(() => 1),
          ),
        ),
        mappings: [],
        locations: len(4, [...num(1, 1), ...len(4, num(1, 1))]),
        functions: len(5, [...num(1, 1), ...num(2, strings.length - 1)]),
        rest,
      }),
    ).profileKind;
  };
  const locks: [string, string][] = [
    ['contentions', 'count'],
    ['delay', 'nanoseconds'],
  ];
  const heap: [string, string][] = [
    ['alloc_objects', 'count'],
    ['alloc_space', 'bytes'],
    ['inuse_objects', 'count'],
    ['inuse_space', 'bytes'],
  ];
  assert.equal(kindOf([['cpu', 'nanoseconds']]), 'cpu');
  assert.equal(kindOf([['goroutine', 'count']]), 'goroutine');
  assert.equal(kindOf([['goroutineleak', 'count']]), 'goroutineleak');
  assert.equal(kindOf([['threadcreate', 'count']]), 'threadcreate');
  assert.equal(kindOf(heap), 'heap');
  assert.equal(kindOf(heap, 'main.work', num(14, 3)), 'allocs');
  assert.equal(kindOf(locks, 'runtime.chanrecv1'), 'block');
  for (const leaf of [
    'sync.(*Mutex).Unlock',
    'runtime.unlock',
    'runtime._LostContendedRuntimeLock',
    'sync.(*RWMutex).RUnlock',
  ])
    assert.equal(kindOf(locks, leaf), 'mutex', leaf);
  assert.equal(kindOf([['wall', 'seconds']]), 'other');
});

test('a lock profile that holds nothing is what its name says; one that holds something is not', () => {
  const strings = ['', 'contentions', 'count', 'delay', 'nanoseconds'].flatMap((s) => len(6, s));
  const nothing = drawProfile({ samples: [], mappings: [], locations: [], functions: [], strings });
  const kindOf = (path: string, bytes: Uint8Array) => {
    const [decoded] = decodeAll(path, sourceOf(bytes), nodeContext);
    return decoded && 'dump' in decoded && decoded.dump.kind === 'profile' ? decoded.dump.profileKind : '';
  };
  assert.equal(kindOf('dumps/mutex.pprof', nothing), 'mutex');
  assert.equal(kindOf('dumps/block.pprof', nothing), 'block');
  assert.equal(kindOf('mutex/block.pprof', nothing), 'block');
  const waits = fs.readFileSync('sample/dumps/release-v1.8.0/block.pprof');
  assert.equal(kindOf('dumps/mutex.pprof', waits), 'block');
});
