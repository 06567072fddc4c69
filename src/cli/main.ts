// The command line: what is asked, who answers, and where does the answer go?

import { helpText, isCommand, parseCommand } from './arguments.ts';
import { runCapture } from './capture-command.ts';
import { takeLimits } from './expanded-limit.ts';
import { runExport } from './export-command.ts';
import { runFleet } from './fleet-command.ts';
import { runInspect } from './inspect-command.ts';
import { runList } from './list-command.ts';
import { runPeek } from './peek-command.ts';
import { runReport } from './report-command.ts';
import { runTop } from './top-command.ts';

const EXIT_UNUSABLE = 2;

async function main(argv: readonly string[]): Promise<number> {
  const taken = takeLimits(argv);
  if ('wrong' in taken) return complain(taken.wrong);
  const { limits } = taken;
  const command = parseCommand(taken.argv);
  switch (command.command) {
    case 'help':
      process.stdout.write(helpText(command.topic));
      return 0;
    case 'version':
      process.stdout.write(`culprit ${process.env.CULPRIT_VERSION}\n`);
      return 0;
    case 'wrong':
      return complain(command.message, taken.argv[0]);
    case 'report':
      return runReport(command, limits);
    case 'export':
      return runExport(command, limits);
    case 'inspect':
      return runInspect(command, limits);
    case 'top':
      return runTop(command, limits);
    case 'peek':
      return runPeek(command, limits);
    case 'list':
      return runList(command, limits);
    case 'capture':
      return runCapture(command);
    case 'fleet':
      return runFleet(command);
  }
}

function complain(message: string, name?: string): number {
  const help = isCommand(name) ? `culprit ${name} --help` : 'culprit --help';
  process.stderr.write(`culprit: ${message}\n"${help}" tells what can be said.\n`);
  return EXIT_UNUSABLE;
}

// A reader that has seen enough, as `head` has, is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`culprit: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT_UNUSABLE;
  },
);
