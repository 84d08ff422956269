import type { ReactNode } from 'react';
import { Pause, Play } from 'lucide-react';
import { Button } from '../ui/button';
import { Status, type StatusTone } from '../ui/status';
import { Timestamp } from '../ui/timestamp';

/** Why rows come in by themselves, or why they do not. */
export type LiveState = 'live' | 'paused' | 'holding' | 'reconnecting' | 'past';

const tones: Record<LiveState, StatusTone> = {
  live: 'ok',
  paused: 'off',
  holding: 'info',
  reconnecting: 'warn',
  past: 'off',
};

export interface LiveStatusProps {
  state: LiveState;
  /** ISO 8601. */
  lastEventAt: string | null;
  onPause: (paused: boolean) => void;
  onRetry: () => void;
}

/** The feed's state in words, and the switch that stops it. */
export function LiveStatus({ state, lastEventAt, onPause, onRetry }: LiveStatusProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 [@media(scripting:none)]:hidden">
      <Status tone={tones[state]}>{words(state, lastEventAt)}</Status>
      {state === 'reconnecting' ? (
        <Button size="sm" onClick={onRetry}>
          Try now
        </Button>
      ) : null}
      {state === 'past' ? null : (
        <Button size="sm" aria-pressed={state === 'paused'} onClick={() => onPause(state !== 'paused')}>
          {state === 'paused' ? <Play /> : <Pause />}
          Pause
        </Button>
      )}
    </div>
  );
}

function words(state: LiveState, lastEventAt: string | null): ReactNode {
  if (state === 'live') return 'Live';
  if (state === 'paused') return 'Paused by you';
  if (state === 'holding') return 'Holding: you are reading';
  if (state === 'past') return 'Live is off for older events';
  if (!lastEventAt) return 'Reconnecting';
  return (
    <>
      Reconnecting, last event <Timestamp at={lastEventAt} format="clock" precision="second" />
    </>
  );
}
