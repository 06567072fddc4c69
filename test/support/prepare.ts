// Is everything on this machine that the end-to-end tests need?  What is missing is installed.
import { ensureChromium } from './browser.ts';
import { ensureVSCode } from './vscode-install.ts';

try {
  console.log(`  VS Code ${ensureVSCode(console.log).version}`);
  ensureChromium(console.log);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
