/** The pages of docs/ that are made from the code, by their names. */
import { verbs } from '../../commands/verbs.ts';
import { codesOfProduct } from './codes-in-source.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { verbsPage } from './verbs-page.ts';

/** @param root directory of the project */
export const generatedPages = (root: string): Readonly<Record<string, string>> => ({
  'verbs.md': verbsPage(verbs),
  'diagnostics.md': diagnosticsPage(codesOfProduct(root)),
});
