/** Files over HTTP: bytes in, at the place that was given out; bytes out, for the app's token with `files:read`. */
import { Hono } from 'hono';
import type { SlackCore } from '../core.ts';
import { mimetypeOf, type SlackFile } from './file.ts';

export function fileRoutes(core: SlackCore): Hono {
  const routes = new Hono();

  routes.post('/upload/v1/:secret', async (context) => {
    const bytes = await bytesOf(context.req.raw);
    const received = core.files.receive(context.req.param('secret'), bytes);
    const answer = { received: 200, 'no-such-place': 404, 'wrong-size': 400 } as const;
    core.recorder.record({ kind: 'upload', bytes: bytes.length, answer: received });
    return context.text(
      received === 'received' ? `OK - ${bytes.length}` : received,
      answer[received],
    );
  });

  routes.on('GET', ['/files-pri/:which/:name', '/files-pri/:which/download/:name'], (context) => {
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1];
    const mayRead =
      token === core.credentials.botToken && core.workspace.app.scopes.includes('files:read');
    const id = context.req.param('which').split('-').at(-1) ?? '';
    const file = mayRead ? core.files.find(id) : undefined;
    // Slack sends whoever may not read to a page where one signs in.
    return file === undefined ? context.text('Sign in to Slack', 403) : download(file);
  });

  return routes;
}

/** Never shown in place: what a file holds is none of the page's. */
export const download = (file: SlackFile): Response =>
  new Response(Buffer.from(file.bytes ?? []), {
    headers: {
      'content-type': mimetypeOf(file),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });

/** Raw, or the first file of a form. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data') === true) {
    const form = await request.formData();
    const file = [...form.values()].find((value) => value instanceof File);
    return new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0));
  }
  return new Uint8Array(await request.arrayBuffer());
}
