import { SsoFailure } from '@/lib/sso/sso-failure';

const SENTENCES = {
  exp: (distance: string) => `By the clock of this server the ID token expired ${distance} ago.`,
  nbf: (distance: string) => `By the clock of this server the ID token is valid only in ${distance}.`,
  iat: (distance: string) => `By the clock of this server the ID token will be issued only in ${distance}.`,
};

/**
 * A token that is right but for the time: one of the two clocks is wrong, since it was issued a moment ago.
 * @param at the claim, and `now` the time of this server, in seconds since 1970
 */
export function clockFailure(claim: 'exp' | 'nbf' | 'iat', at: number, now: number): SsoFailure {
  const comparison = {
    what: claim,
    expected: `${claim === 'exp' ? 'after' : 'before'} ${timeOf(now)}, by at most 60 seconds otherwise`,
    received: timeOf(at),
  };
  return new SsoFailure('sso_clock_skew', SENTENCES[claim](distanceOf(Math.abs(at - now))), { comparison });
}

/** A number that is no time of the calendar is given as it is. */
function timeOf(seconds: number): string {
  const time = new Date(seconds * 1_000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString();
}

function distanceOf(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 180 ? `${whole} seconds` : `${Math.round(whole / 60)} minutes`;
}
