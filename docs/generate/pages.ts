/** The pages of docs/ that are made from the code, by their names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verbs } from '../../commands/verbs.ts';
import { codesOfProduct } from './codes-in-source.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { httpManifest } from './manifest-http.ts';
import { verbsPage } from './verbs-page.ts';

/** @param root directory of the project */
export const generatedPages = (root: string): Readonly<Record<string, string>> => ({
  'verbs.md': verbsPage(verbs),
  'diagnostics.md': diagnosticsPage(codesOfProduct(root)),
  'manifest-http.yml': httpManifest(readFileSync(join(root, 'manifest.yml'), 'utf8')),
});
