/** Every format of a registry's files, as zmgr writes it and as zonebot extends it: read, and written again as the same. */
import { describe, expect, test } from 'vitest';
import { edited } from '../../../hostlink/registry/edit.ts';
import { parseKdl } from '../../../hostlink/registry/kdl.ts';
import { newPoolText, templateText } from '../../../hostlink/registry/new-files.ts';
import { readPool } from '../../../hostlink/registry/pool.ts';
import { readPublisher } from '../../../hostlink/registry/publisher.ts';
import { newPublisherText } from '../../../hostlink/registry/publisher-edit.ts';
import { readTemplate } from '../../../hostlink/registry/template.ts';
import { caseFiles } from './cases.ts';

const files = [...caseFiles('formats'), ...caseFiles('first-spelling')];
const none = () => {};

describe.each(files)('%s', (path, text) => {
  test('is KDL, and stays as it is where nothing is edited', () => {
    const { file, nodes } = parseKdl(path, text);
    expect(nodes.length).toBeGreaterThan(0);
    expect(edited(file, [])).toBe(text);
  });
});

const inFolder = (folder: string) => files.filter(([path]) => path.startsWith(folder));
const nameOf = (path: string) => path.replace(/.*\/|\.kdl$/g, '');

/** What is written is read as the same, and written the same from then on. */
function again<T>(text: string, read: (text: string) => T, write: (value: T) => string): void {
  const value = read(text);
  expect(read(write(value))).toEqual(value);
  expect(write(read(write(value)))).toBe(write(value));
}

test.each(inFolder('pools/'))('%s is written as it was read', (path, text) => {
  again(text, (content) => readPool(parseKdl(path, content), nameOf(path), none), newPoolText);
});

test.each(inFolder('publishers/'))('%s is written as it was read', (path, text) => {
  const read = (content: string) => readPublisher(parseKdl(path, content), nameOf(path), none);
  again(text, read, newPublisherText);
});

test.each(inFolder('templates/'))('%s is written with all that may be said of it', (path, text) => {
  const read = (content: string) => readTemplate(parseKdl(path, content), nameOf(path), none);
  const template = read(text);
  const written = read(templateText({ ...template, pools: template.nets.map(({ pool }) => pool) }));
  const said = ({ brand, autoboot, ipType, publishers, nets }: typeof template) => ({
    ...{ brand, autoboot, ipType, publishers },
    pools: nets.map(({ pool }) => pool),
  });
  expect(said(written)).toEqual(said(template));
});
