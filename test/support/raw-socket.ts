/** An app made of nothing but a WebSocket: sees every frame of Socket Mode, and answers only when it is told to. */
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { LocalSlack } from '../../playground/slack/server.ts';

const frameShape = z.looseObject({
  type: z.string(),
  envelope_id: z.string().optional(),
  reason: z.string().optional(),
});
export type Frame = z.infer<typeof frameShape>;

export interface RawSocket {
  readonly frames: readonly Frame[];
  readonly socket: WebSocket;
  /** The n-th frame, now or later. */
  frame(index: number): Promise<Frame>;
  ack(frame: Frame, payload?: object): void;
  closed(): Promise<number>;
}

/** `apps.connections.open`, as any client would call it. */
export async function openUrl(slack: LocalSlack): Promise<string> {
  const response = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.credentials.appToken}` },
  });
  return z.object({ url: z.string() }).parse(await response.json()).url;
}

export async function rawSocket(slack: LocalSlack, url?: string): Promise<RawSocket> {
  const socket = new WebSocket(url ?? (await openUrl(slack)));
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    frames.push(frameShape.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  return {
    frames,
    socket,
    frame: (index) =>
      new Promise((resolve) => {
        const look = (): void => {
          const frame = frames[index];
          if (frame === undefined) return;
          waiting.delete(look);
          resolve(frame);
        };
        waiting.add(look);
        look();
      }),
    ack: ({ envelope_id }, payload = {}) => socket.send(JSON.stringify({ envelope_id, payload })),
    closed: () => closed,
  };
}
