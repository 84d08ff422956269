import { ScimError } from '../error';

/**
 * How many looks at elements of lists one message may cost, a filter of several terms counting as several. A
 * message has up to 1,000 operations and a list up to 5,000 elements, so their product has to be bounded too.
 * People have a handful of addresses, and the members of groups are mostly changed without being looked at.
 */
export const mostVisits = 1_000_000;

/** Counts the work of one message. */
export class VisitLimit {
  private visits = 0;

  /** Throws `tooMany` when the message has cost too much. */
  count(visits: number): void {
    this.visits += visits;
    if (this.visits > mostVisits) {
      throw ScimError.tooMany('The operations together look at too many elements of lists; send them in '
        + 'several messages, or replace the whole list in one operation');
    }
  }
}
