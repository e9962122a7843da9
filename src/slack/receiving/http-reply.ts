/** What a request over HTTP is answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: 200 | 400 | 401 | 404 | 405 | 413 | 415 | 500 | 503;
  /** What an acknowledgement says: text, or a document. */
  readonly content?: unknown;
}

export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, content } = reply;
  response.statusCode = status;
  if (status === 405) response.setHeader('allow', 'POST');
  // What is still to come of this request is not waited for.
  if (!request.complete) response.setHeader('connection', 'close');
  if (content === undefined || content === '') {
    response.end();
  } else if (typeof content === 'string') {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(content);
  } else {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(content));
  }
}
