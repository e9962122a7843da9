/**
 * The page at `/`: the files of one directory, by plain names of known kinds. Nothing above it, nothing hidden, no
 * links that lead out of it.
 */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Hono } from 'hono';
import type { ControlDependencies } from '../dependencies.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

/** Only its own files and calls; elements may carry a style, as colours of avatars do. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** Names of files and of one level of folders; no dot first, so neither hidden nor upwards. */
const goodPath =
  /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)?[A-Za-z0-9_-][A-Za-z0-9._-]*\.(?<kind>[a-z0-9]+)$/;

export function pageRoutes({ page }: ControlDependencies): Hono {
  const serve = async (path: string): Promise<Response | undefined> => {
    const type = types[goodPath.exec(path)?.groups?.kind ?? ''];
    if (type === undefined) return undefined;
    try {
      const root = await realpath(page);
      const file = await realpath(join(root, path));
      if (!file.startsWith(root + sep)) return undefined;
      return new Response(await readFile(file), { headers: { ...headers, 'content-type': type } });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };

  const routes = new Hono();

  /** Permalinks lead to the page. */
  routes.get('/archives/:channel/:message', (context) => {
    const { channel, message } = context.req.param();
    const ts = /^p(\d+)(\d{6})$/.exec(message);
    if (ts === null) return context.text('Not found', 404);
    const query = new URLSearchParams({ channel, ts: `${ts[1]}.${ts[2]}` });
    return context.redirect(`/?${query}`);
  });

  return routes.get('/*', async (context) => {
    const path = context.req.path === '/' ? 'index.html' : context.req.path.slice(1);
    return (await serve(path)) ?? context.text('Not found', 404);
  });
}
