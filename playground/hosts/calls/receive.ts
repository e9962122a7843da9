/**
 * Receives the calls of a host's stubs (see stub.ts) from the `request` pipe, hands each to the model and plays its
 * answer into the call's own pipe.
 */

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import type { CallInput, ToolCall } from './call.ts';

/** What one write to a pipe may hold without being torn apart (PIPE_BUF). */
const pipeAtom = 4096;

export interface Receiver {
  /**
   * The host goes down: who has called, and who calls before it is down, hears nothing any more, not even that nobody
   * answers. They are killed waiting, and go on in no other way.
   */
  fallSilent(down: Promise<void>): void;
  close(): void;
}

export interface ReceiverOptions {
  /** The calls directory, on the machine. */
  readonly directory: string;
  /** The same as the host sees it. */
  readonly seen: string;
  /** Whether every caller is root. */
  readonly root: boolean;
  readonly mkfifo: string;
  /** Answers a call with its exit status. Never rejects. */
  readonly answer: (call: ToolCall) => Promise<number>;
}

interface OpenCall {
  readonly pipe: number;
  /** What was said and not yet sent: a tool's whole short answer goes out at once. */
  said: { readonly stream: 'stdout' | 'stderr'; text: string }[];
  input: ((input: CallInput) => void) | undefined;
  gone: boolean;
}

export function receiveCalls({ directory, seen, root, mkfifo, answer }: ReceiverOptions): Receiver {
  // The directory itself stays: the host may have it mounted.
  for (const name of readdirSync(directory)) rmSync(path.join(directory, name), { force: true });
  const request = path.join(directory, 'request');
  execFileSync(mkfifo, [request]);
  const socket = new Socket({
    fd: openSync(request, constants.O_RDWR | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  const open = new Map<string, OpenCall>();
  let files = 0;
  let goingDown: Promise<void> | undefined;

  const send = (call: OpenCall, line: string) => {
    if (call.gone) return;
    try {
      writeSync(call.pipe, `${line}\n`);
    } catch {
      // EPIPE: the caller was killed. EAGAIN: it is stopped with a full pipe; it will not hear more from us either way.
      call.gone = true;
    }
  };
  /** A line goes through the pipe if it is one and short; anything else goes as a file, so that the pipe never fills. */
  const flush = (call: OpenCall) => {
    for (const { stream, text } of call.said) {
      if (call.gone) break;
      const line = text.endsWith('\n') ? text.slice(0, -1) : undefined;
      if (line !== undefined && !line.includes('\n') && Buffer.byteLength(line) < pipeAtom - 2) {
        send(call, `${stream === 'stdout' ? 'o' : 'e'}${line}`);
        continue;
      }
      files += 1;
      const name = `${files}.text`;
      writeFileSync(path.join(directory, name), text);
      send(call, `${stream === 'stdout' ? 'O' : 'E'}${seen}/${name}`);
    }
    call.said = [];
  };
  const play = (call: OpenCall, stream: 'stdout' | 'stderr', text: string) => {
    if (text === '') return;
    const last = call.said.at(-1);
    if (last?.stream === stream) last.text += text;
    else call.said.push({ stream, text });
    setImmediate(flush, call);
  };

  async function begin(id: string) {
    if (goingDown !== undefined) return;
    const file = (kind: string) => path.join(directory, `${id}.${kind}`);
    const words = readFileSync(file('words'), 'utf8').split('\0');
    const [tool = '', from = '/', privilege = '', ...argv] = words.slice(0, -1);
    const call: OpenCall = {
      pipe: openSync(file('answer'), constants.O_WRONLY | constants.O_NONBLOCK),
      said: [],
      input: undefined,
      gone: false,
    };
    // Both ends are open: the names are no longer needed.
    rmSync(file('words'));
    rmSync(file('answer'));
    open.set(id, call);
    send(call, 'a');
    const status = await answer({
      tool,
      argv,
      directory: from,
      privileged: root || privilege !== '',
      print: (line) => play(call, 'stdout', `${line}\n`),
      complain: (line) => play(call, 'stderr', `${line}\n`),
      write: (stream, text) => play(call, stream, text),
      read: (source) =>
        new Promise((resolve) => {
          call.input = resolve;
          flush(call);
          send(call, `i${source ?? ''}`);
        }),
      gone: () => {
        // An `a` says nothing to the stub and finds out whether it still listens.
        flush(call);
        send(call, 'a');
        return call.gone;
      },
    });
    flush(call);
    send(call, `x${status}`);
    call.gone = true;
    if (open.get(id) === call) open.delete(id);
    await goingDown;
    closeSync(call.pipe);
  }

  function takeInput(id: string, what: string) {
    const call = open.get(id);
    const file = path.join(directory, `${id}.input`);
    const input: CallInput =
      what === 'input'
        ? { kind: 'text', text: readFileSync(file, 'utf8') }
        : { kind: what === 'irregular' ? 'irregular' : 'missing' };
    rmSync(file, { force: true });
    call?.input?.(input);
  }

  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [id = '', what] = line.split(' ');
      if (!/^[0-9]+$/.test(id)) continue;
      try {
        if (what === undefined) void begin(id).catch(reportLost);
        else takeInput(id, what);
      } catch (error) {
        reportLost(error);
      }
    }
  });

  return {
    fallSilent(down) {
      for (const call of open.values()) call.gone = true;
      open.clear();
      const up = () => {
        goingDown = undefined;
      };
      goingDown = down.then(up, up);
    },
    close() {
      for (const call of open.values()) call.gone = true;
      socket.destroy();
    },
  };
}

/** A caller that was killed between asking and being heard leaves half a call behind; nobody waits for an answer. */
function reportLost(error: unknown): void {
  if (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENXIO')
  )
    return;
  throw error;
}
