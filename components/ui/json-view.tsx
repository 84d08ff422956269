import { BreakableText } from './breakable-text';
import { classNames } from './class-names';
import { CopyButton } from './copy-button';
import { Disclosure } from './disclosure';
import { jsonLines, type JsonLine, type JsonPart, type JsonToken, type JsonTokenKind } from './json-lines';

export interface JsonViewProps {
  /** Begins the ids of the lines: `request` makes `request-L12`. */
  id: string;
  /** Names the scrolling region and ends the copy button's name: "request body". */
  label: string;
  /** The stored text, exactly; it is what Copy copies. Text that is not JSON is shown as it is. */
  text: string;
}

const shownCharacters = 65_536;

const tokenLooks: Record<JsonTokenKind, string> = {
  key: 'text-json-key',
  string: 'text-json-str',
  number: 'text-json-num',
  keyword: 'text-json-kw',
  redacted: 'rounded-badge border border-line-2 bg-surface px-1 text-ink-2',
  punctuation: 'text-ink-2',
};

const indents = [
  '',
  'ms-[2ch]',
  'ms-[4ch]',
  'ms-[6ch]',
  'ms-[8ch]',
  'ms-[10ch]',
  'ms-[12ch]',
  'ms-[14ch]',
] as const;

/** Levels beyond the last are drawn at it, so that deep nesting cannot push the text out of sight. */
function indent(depth: number): string {
  return indents[Math.min(depth, indents.length - 1)] ?? '';
}

function Token({ token }: { token: JsonToken }) {
  return (
    <span className={tokenLooks[token.kind]}>
      {token.text.startsWith('"urn:') ? <BreakableText>{token.text}</BreakableText> : token.text}
    </span>
  );
}

/** Gives lines their numbers in reading order, also through folds. */
function countLines(parts: readonly JsonPart[]): number {
  return parts.reduce((sum, part) => sum + (part.type === 'line' ? 1 : countLines(part.lines)), 0);
}

function Line({ id, number, line }: { id: string; number: number; line: JsonLine }) {
  return (
    <div
      id={`${id}-L${number}`}
      className="grid grid-cols-[2.5rem_minmax(0,1fr)] whitespace-pre-wrap target:bg-selected"
    >
      <span aria-hidden="true" className="pe-3 text-end text-ink-3 select-none">
        {number}
      </span>
      <span className={classNames('min-w-0 ps-[2ch] -indent-[2ch] wrap-anywhere', indent(line.depth))}>
        {line.tokens.map((token, index) => (
          <Token key={index} token={token} />
        ))}
      </span>
    </div>
  );
}

function Lines({ id, parts, first }: { id: string; parts: readonly JsonPart[]; first: number }) {
  let next = first;
  return parts.map((part) => {
    const number = next;
    next += part.type === 'line' ? 1 : countLines(part.lines);
    return part.type === 'line' ? (
      <Line key={number} id={id} number={number} line={part} />
    ) : (
      <div key={`fold-${number}`} className="ps-10">
        <Disclosure summary={part.summary}>
          <div className="-ms-10">
            <Lines id={id} parts={part.lines} first={number} />
          </div>
        </Disclosure>
      </div>
    );
  });
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** A stored body as coloured lines. Long strings and arrays fold; redacted values are chips. */
export function JsonView({ id, label, text }: JsonViewProps) {
  const cut = text.length > shownCharacters;
  const parsed = cut ? null : parse(text);
  return (
    <div className="relative">
      <div
        role="region"
        aria-label={label}
        tabIndex={0}
        className={classNames(
          'mono-sm max-h-128 overflow-auto rounded-control border border-line bg-sunken py-2 pe-3',
          !parsed && 'ps-3 whitespace-pre-wrap wrap-anywhere',
        )}
      >
        {parsed ? (
          <Lines id={id} parts={jsonLines(parsed.value)} first={1} />
        ) : (
          text.slice(0, shownCharacters)
        )}
        {cut ? <p className="font-sans text-ink-2">The first 64 kB. Copy gives all of it.</p> : null}
      </div>
      <div className="absolute end-2 top-2">
        <CopyButton text={text} label={label} size="sm" />
      </div>
    </div>
  );
}
