// The command line: what is asked, who answers, and where does the answer go?

import { HELP, parseCommand } from './arguments.ts';
import { runCapture } from './capture-command.ts';
import { runList } from './list-command.ts';
import { runPeek } from './peek-command.ts';
import { runReport } from './report-command.ts';
import { runTop } from './top-command.ts';

const EXIT_UNUSABLE = 2;

async function main(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.command) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'version':
      process.stdout.write(`culprit ${process.env.CULPRIT_VERSION}\n`);
      return 0;
    case 'wrong':
      process.stderr.write(`culprit: ${command.message}\n\n${HELP}`);
      return EXIT_UNUSABLE;
    case 'report':
      return runReport(command);
    case 'top':
      return runTop(command);
    case 'peek':
      return runPeek(command);
    case 'list':
      return runList(command);
    case 'capture':
      return runCapture(command);
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`culprit: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT_UNUSABLE;
  },
);
