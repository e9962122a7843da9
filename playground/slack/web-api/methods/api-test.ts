/** api.test: says back what it was told. */
import { ApiError } from '../call.ts';
import type { Method } from '../method.ts';

export const apiTest: Method = {
  name: 'api.test',
  token: 'none',
  scopes: [],
  accepts: ['error', 'foo'],
  answer: (args) => {
    if (args.error !== undefined) throw new ApiError(args.error, { args });
    return { args };
  },
};
