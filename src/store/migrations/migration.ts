/** One step of our own tables' history. Once released, a migration is never edited: the next one corrects it. */
export interface Migration {
  /** Counts from 1 without gaps; the file's name begins with it. */
  readonly number: number;
  readonly title: string;
  /** Statements, run in one transaction with all the others that are due. */
  readonly sql: string;
}
