// Where does a test find the sample service's sources, at one of its releases?
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const sampleDumps = path.resolve('sample/dumps');

export type Release = 'v1.7.0' | 'v1.8.0';

/** A fresh working copy in a temporary folder; `remove()` when the test is over. */
export function sampleWorkspace(release: Release): { readonly folder: string; remove(): void } {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'culprit-sample-'));
  const folder = path.join(parent, 'order-consumer');
  const bundle = path.resolve('sample/order-consumer.bundle');
  const quiet = ['-c', 'advice.detachedHead=false', 'clone', '--quiet', '--branch', release];
  execFileSync('git', [...quiet, bundle, folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, remove: () => fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
