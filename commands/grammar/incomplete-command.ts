/** A change that lacks arguments and is right otherwise: a chat with forms asks for the rest by one. */
import { Diagnostic } from '../../hostlink/diagnostic.ts';
import type { ArgumentTexts } from '../argument.ts';
import type { ChangeCommand } from '../define.ts';

/** A change as far as it was said. */
export interface Wish {
  readonly command: ChangeCommand;
  readonly texts: ArgumentTexts;
  /** Only to be planned. */
  readonly dryRun: boolean;
  readonly reason?: string;
}

/** `zmgr::command::missing`, and what was understood. */
export class IncompleteCommand extends Diagnostic {
  readonly wish: Wish;

  constructor(missing: Diagnostic, wish: Wish) {
    const { code, message, help, location, suggestions } = missing;
    super({
      code,
      message,
      suggestions,
      ...(help !== undefined && { help }),
      ...(location !== undefined && { location }),
    });
    this.wish = wish;
  }
}
