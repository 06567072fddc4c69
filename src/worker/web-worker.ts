// The door of a web page's worker: an investigation behind a port. (Only wires.)

import { DEFAULT_LIMITS } from '../bytes/decode-context.ts';
import { Investigation } from '../investigation/investigation.ts';
import { inflateWithPako } from '../outside/inflate-pako.ts';
import { answerOver, type Port } from '../protocol/channel.ts';
import { filesOverPort } from '../protocol/file-questions.ts';

const port: Port = {
  postMessage: (message) => self.postMessage(message),
  onMessage: (listener) => self.addEventListener('message', ({ data }) => listener(data)),
};

const files = filesOverPort(port);

const investigation = new Investigation({
  inflate: inflateWithPako,
  limits: DEFAULT_LIMITS,
  openFile: () => {
    throw new Error('There is no disk here. The dump must be handed over as bytes.');
  },
  workspaceFiles: (input) => files(input.kind === 'asked' ? input.folders : []),
});

answerOver(port, (name, request, call) =>
  investigation.handle(name, request, (progress) => call.onProgress(progress)),
);
