/** What a zone may use at most, as it is typed to make one and to change one. */
import { option } from '../argument.ts';
import { processors, size, wholeOrNone } from '../grammar/types/amounts.ts';

export const limitArguments = {
  memory: option(size, 'memory at most: 2G, or none'),
  swap: option(size, 'swap at most, what is in memory of it too: 4G, or none'),
  locked: option(size, 'memory that it may lock at most: 512M, or none'),
  'cpu-cap': option(processors, 'processors at most: 1.5, or none'),
  'cpu-shares': option(
    wholeOrNone(1, 65_535, 20),
    'its part where zones compete for processors: 20, or none',
  ),
  'max-lwps': option(wholeOrNone(1, 2_147_483_646, 2000), 'threads at most: 2000, or none'),
  'max-processes': option(wholeOrNone(1, 2_147_483_646, 500), 'processes at most: 500, or none'),
};
