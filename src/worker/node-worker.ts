// The door of a node thread: an investigation behind a port. (Only wires.)

import { parentPort } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import { openFileSource } from '../outside/file-source.ts';
import { gitOnDisk } from '../outside/git-node.ts';
import { librarySourcesOnDisk } from '../outside/go-roots.ts';
import { inflateWithNode } from '../outside/inflate-node.ts';
import { workspaceOnDisk } from '../outside/workspace-node.ts';
import { answerOver, type Port } from '../protocol/channel.ts';
import { filesOverPort } from '../protocol/file-questions.ts';

if (!parentPort) throw new Error('This file is the inside of a worker thread.');
const parent = parentPort;
const port: Port = {
  postMessage: (message) => parent.postMessage(message),
  onMessage: (listener) => void parent.on('message', listener),
};
const askedFiles = filesOverPort(port);

const investigation = new Investigation({
  inflate: inflateWithNode,
  limits: DEFAULT_LIMITS,
  openFile: openFileSource,
  librarySources: librarySourcesOnDisk,
  git: gitOnDisk({ workspace: [] }),
  workspaceFiles: (input) =>
    input.kind === 'asked'
      ? askedFiles(input.folders)
      : workspaceOnDisk(input.kind === 'folders' ? input.folders : []),
});

answerOver(port, (name, request, call) =>
  investigation.handle(name, request, (progress) => call.onProgress(progress)),
);
