// How does a worker read a workspace that only the editor can reach?
//
//   worker  ── { type: 'file-question', id: 3, path: 'main.go' } ──▶  editor
//   worker  ◀─ { type: 'file-answer', id: 3, value: 'package …' } ──  editor
//
// Beside the channel's own messages on the same port, in the other direction.

import type { WorkspaceFiles, WorkspaceFolder } from '../source/workspace-files.ts';
import type { Port } from './channel.ts';

/** What the editor's side must be able to tell; see `WorkspaceFiles`. */
export interface FileAnswers {
  list(): Promise<readonly string[]>;
  read(path: string): Promise<string | undefined>;
}

/** `path` null asks for the list. */
interface FileQuestion {
  readonly type: 'file-question';
  readonly id: number;
  readonly path: string | null;
}

interface FileAnswer {
  readonly type: 'file-answer';
  readonly id: number;
  readonly value: readonly string[] | string | undefined;
}

/** The worker's side. */
export function filesOverPort(port: Port): (folders: readonly WorkspaceFolder[]) => WorkspaceFiles {
  const open = new Map<number, (value: FileAnswer['value']) => void>();
  let lastId = 0;
  port.onMessage((message) => {
    if (!isOfType<FileAnswer>(message, 'file-answer')) return;
    open.get(message.id)?.(message.value);
    open.delete(message.id);
  });
  const ask = (path: string | null): Promise<FileAnswer['value']> =>
    new Promise((resolve) => {
      const id = ++lastId;
      open.set(id, resolve);
      port.postMessage({ type: 'file-question', id, path } satisfies FileQuestion);
    });
  return (folders) => {
    let listed: Promise<readonly string[]> | undefined;
    const list = async (): Promise<readonly string[]> => {
      const value = await ask(null);
      return Array.isArray(value) ? value : [];
    };
    return {
      folders,
      list: () => (listed ??= list()),
      read: async (path) => {
        const value = await ask(path);
        return typeof value === 'string' ? value : undefined;
      },
    };
  };
}

/** The editor's side. A question that fails is answered like one for a file that is not there. */
export function answerFilesOver(port: Port, files: FileAnswers): void {
  port.onMessage((message) => {
    if (!isOfType<FileQuestion>(message, 'file-question')) return;
    const { id, path } = message;
    const answer = (value: FileAnswer['value']): void =>
      port.postMessage({ type: 'file-answer', id, value } satisfies FileAnswer);
    const asked: Promise<FileAnswer['value']> = path === null ? files.list() : files.read(path);
    asked.then(answer, () => answer(path === null ? [] : undefined));
  });
}

function isOfType<T extends FileQuestion | FileAnswer>(message: unknown, type: T['type']): message is T {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}
