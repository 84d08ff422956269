import type { ReactNode } from 'react';
import { Mono } from '../ui/mono';
import { CodeExample } from './code-example';
import { compactJson, onOneLine } from './compact-json';
import { patchBody, patchResult, type PatchExample } from './patch-examples';
import { withMachineText } from './reference-text';

/** A body to send and what comes of it, as the engine itself says. */
export function PatchFigure({ example }: { example: PatchExample }) {
  const { after, repairs, refusal, strictAfter } = patchResult(example);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <CodeExample title={example.title} text={compactJson(patchBody(example))} />
      <dl className="flex flex-col gap-1 px-3 text-sm text-ink-2">
        <Fact name="Afterwards">
          <Mono>{onOneLine(after)}</Mono>
        </Fact>
        {repairs.length > 0 ? (
          <Fact name="Noted in Activity">{withMachineText(repairs.join('. '))}.</Fact>
        ) : null}
        <Fact name="Strict mode">
          {refusal ? withMachineText(`refuses it, ${refusal}`) : 'accepts it'}
          {strictAfter ? (
            <>
              , and ends with <Mono>{onOneLine(strictAfter)}</Mono>
            </>
          ) : null}
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 wrap-anywhere">
      <dt className="me-1.5 inline font-medium text-ink">{name}:</dt>
      <dd className="inline">{children}</dd>
    </div>
  );
}
