/** Cases about Slack as data. Long texts are written short: `{"$repeat": [3, "x"]}` is "xxx", `{"$times": [2, v]}` is [v, v]. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  parseJson,
} from '../../playground/slack/json.ts';

/** The objects of test/cases/slack/<name>.json, spelt out. */
export function slackCases(name: string): readonly JsonObject[] {
  const cases = readCases(name);
  return cases.filter(isObject);
}

export function readCases(name: string): readonly Json[] {
  const path = join(import.meta.dirname, '../cases/slack', `${name}.json`);
  const cases = parseJson(readFileSync(path, 'utf8'));
  if (!isList(cases)) throw new Error(`${path} must be a list`);
  return cases.map(spelledOut);
}

function spelledOut(value: Json): Json {
  if (isList(value)) return value.map(spelledOut);
  if (!isObject(value)) return value;
  const { $repeat, $times } = value;
  if (isList($repeat)) return String($repeat[1]).repeat(Number($repeat[0]));
  if (isList($times)) {
    const member = spelledOut($times[1] ?? null);
    return Array.from({ length: Number($times[0]) }, () => member);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, spelledOut(member ?? null)]),
  );
}
