// The door of a node thread: an investigation behind a port. (Only wires.)

import { parentPort } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import { openFileSource } from '../outside/file-source.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import { answerOver } from '../protocol/channel.ts';

if (!parentPort) throw new Error('This file is the inside of a worker thread.');
const port = parentPort;

const investigation = new Investigation({
  inflate: inflateWithNode,
  limits: DEFAULT_LIMITS,
  openFile: openFileSource,
  workspaceFiles: (input) => workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
});

answerOver(
  {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
  },
  (name, request, call) => investigation.handle(name, request, (progress) => call.onProgress(progress)),
);
