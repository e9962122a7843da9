/** A process that wants to own a directory: prints `owns` or a diagnostic's code; goes on line by line of its stdin. */
import { createInterface } from 'node:readline';
import { Diagnostic } from '../../../../hostlink/diagnostic.ts';
import { type Ownership, ownDirectory } from '../../../../src/store/directory-owner.ts';

const [directory = ''] = process.argv.slice(2);
let owned: Ownership | undefined;
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'own') {
    try {
      owned = await ownDirectory(directory);
      console.log('owns');
    } catch (error) {
      console.log(error instanceof Diagnostic ? error.code : String(error));
    }
  }
  if (line === 'release') {
    await owned?.release();
    console.log('released');
  }
}
