/**
 * The body of a Web API call. The SDK sends forms with nested values as JSON; Slack takes JSON bodies as well.
 * https://docs.slack.dev/apis/web-api
 */
import { isObject, parseJson } from '../json.ts';
import { ApiError, type Arguments } from './call.ts';

/** @throws ApiError `invalid_form_data`, `invalid_json`, `invalid_post_type`, in Slack's words */
export async function readArguments(request: Request): Promise<Arguments> {
  const query = [...new URL(request.url).searchParams];
  const type = request.headers.get('content-type')?.split(';')[0]?.trim();
  const text = await request.text();
  switch (type) {
    case undefined:
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries([...query, ...new URLSearchParams(text)]);
    case 'application/json': {
      const body = parseJson(text);
      if (!isObject(body)) throw new ApiError('invalid_json');
      return Object.fromEntries([
        ...query,
        ...Object.entries(body)
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([name, value]): [string, string] => [
            name,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
      ]);
    }
    default:
      throw new ApiError('invalid_post_type');
  }
}
