import { ScimError } from '../error';
import { beginningOf } from '../storable-text';
import {
  compareOperators,
  type CompareOperator,
  type Filter,
  type Literal,
  type NameToken,
  type PathExpression,
} from './ast';
import { tokenize, type Token } from './lexer';

export const mostTerms = 50;
export const deepest = 10;
export const longestPath = 512;

/** Quotes that are no quotes to JSON: single ones, and those that word processors make. */
const otherQuotes = '\'\u2018\u2019\u201c\u201d';

/** How much of a client's text is repeated in a refusal. */
const longestQuote = 100;

/**
 * Parses the text of a `filter` parameter (RFC 7644 §3.4.2.2), one method a level of precedence:
 *
 * ```
 * filter = or        or  = and *( "or" and )      and = term *( "and" term )
 * term   = ["not"] "(" filter ")"  /  name "pr"  /  name operator literal  /  name "[" filter "]" [ test ]
 * test   = "." name "pr"  /  "." name operator literal
 * ```
 *
 * The last form is not in the RFC; Microsoft Entra ID sends it for every matching attribute such as
 * `emails[type eq "work"].value`. Keywords and operators are read in any case. Throws `invalidFilter`
 * naming the position.
 */
export function parseFilter(text: string): Filter {
  const parser = new Parser(tokenize(text));
  const filter = parser.filter();
  parser.expectEnd();
  return filter;
}

/** Parses the `path` of a PATCH operation. Throws `invalidPath`, or `invalidFilter` inside brackets. */
export function parsePathExpression(text: string): PathExpression {
  if (text.length > longestPath) {
    throw ScimError.invalidPath(`The path has ${text.length} characters; the limit is ${longestPath}`);
  }
  return new Parser(tokenize(text)).pathExpression(text);
}

class Parser {
  private index = 0;
  private terms = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  filter(): Filter {
    return this.or();
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw unexpected(this.peek(), '"and", "or" or the end');
  }

  pathExpression(text: string): PathExpression {
    const malformed = () => ScimError.invalidPath(`"${text}" is not a path: write attribute, attribute.part, `
      + 'attribute[filter] or attribute[filter].part');
    if (this.peek().kind !== 'word') throw malformed();
    const path = this.take();
    if (this.peek().kind === 'end') return { path };
    if (this.peek().kind !== '[') throw malformed();
    const filter = this.bracketed();
    if (this.peek().kind === 'end') return { path, filter };
    const subAttribute = this.dottedName();
    if (!subAttribute || this.peek().kind !== 'end') throw malformed();
    return { path, filter, subAttribute };
  }

  private or(): Filter {
    return this.series('or', () => this.and());
  }

  private and(): Filter {
    return this.series('and', () => this.term());
  }

  private series(kind: 'and' | 'or', operand: () => Filter): Filter {
    const first = operand();
    const operands = [first];
    while (this.isKeyword(kind)) {
      this.take();
      operands.push(operand());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  private term(): Filter {
    if (this.peek().kind === '(') return this.enclosed('(', ')');
    if (this.isKeyword('not') && this.tokens[this.index + 1]?.kind === '(') {
      this.take();
      return { kind: 'not', operand: this.enclosed('(', ')') };
    }
    if (this.peek().kind !== 'word') throw unexpected(this.peek(), 'an attribute');
    const path = this.take();
    if (this.peek().kind !== '[') return this.test(path);

    const filter = this.bracketed();
    const subAttribute = this.dottedName();
    return subAttribute ? this.testInside(path, filter, subAttribute) : { kind: 'valuePath', path, filter };
  }

  /** `emails[type eq "work"].value eq "a"` asks for one element that is both. */
  private testInside(path: NameToken, filter: Filter, subAttribute: NameToken): Filter {
    const inside = (test: Filter): Filter =>
      ({ kind: 'valuePath', path, filter: { kind: 'and', operands: [filter, test] } });
    const test = this.test(subAttribute);
    return test.kind === 'not' ? { kind: 'not', operand: inside(test.operand) } : inside(test);
  }

  /** What is asked of one attribute: `pr`, or an operator and a literal. */
  private test(path: NameToken): Filter {
    this.terms++;
    if (this.terms > mostTerms) {
      throw ScimError.invalidFilter(`The filter has more than ${mostTerms} terms; the one at position `
        + `${path.position} is one too many`);
    }
    if (this.isKeyword('pr')) {
      this.take();
      return { kind: 'present', path };
    }
    const operator = this.operator();
    const { position } = this.peek();
    const { isNull, literal } = this.literal();
    if (!isNull) return { kind: 'compare', path, operator, literal };
    if (operator === 'ne') return { kind: 'present', path };
    if (operator === 'eq') return { kind: 'not', operand: { kind: 'present', path } };
    throw ScimError.invalidFilter(`"${beginningOf(path.text, longestQuote)}" is compared with null at position `
      + `${position}; only eq and ne can do that`);
  }

  private operator(): CompareOperator {
    const word = this.peek().kind === 'word' ? this.peek().text.toLowerCase() : '';
    const operator = compareOperators.find((candidate) => candidate === word);
    if (!operator) throw unexpected(this.peek(), `an operator (${compareOperators.join(', ')}, pr)`);
    this.take();
    return operator;
  }

  private literal(): { isNull: boolean; literal: Literal } {
    const token = this.peek();
    if (token.kind !== 'quoted' && token.kind !== 'word') throw unexpected(token, 'a value');
    this.take();
    const kind = token.kind === 'quoted' ? 'quoted' : 'bare';
    // Taken as they stand, these quotes would become part of a value that nobody has.
    if (kind === 'bare' && otherQuotes.includes(token.text.charAt(0))) {
      throw ScimError.invalidFilter(`The value at position ${token.position} needs double quotes, as in "a"`);
    }
    const isNull = kind === 'bare' && token.text.toLowerCase() === 'null';
    return { isNull, literal: { kind, text: token.text } };
  }

  private bracketed(): Filter {
    return this.enclosed('[', ']');
  }

  private enclosed(open: '(' | '[', close: ')' | ']'): Filter {
    const { position } = this.take();
    this.depth++;
    if (this.depth > deepest) {
      throw ScimError.invalidFilter(`The filter is nested deeper than ${deepest} levels; the bracket at `
        + `position ${position} is one too many`);
    }
    const filter = this.filter();
    if (this.peek().kind !== close) throw unexpected(this.peek(), `"${close}" for an earlier "${open}"`);
    this.take();
    this.depth--;
    return filter;
  }

  /** The `.value` that may follow a closing bracket. */
  private dottedName(): NameToken | undefined {
    const { kind, text, position } = this.peek();
    if (kind !== 'word' || !text.startsWith('.') || text.length === 1) return undefined;
    this.take();
    return { text: text.slice(1), position: position + 1 };
  }

  private isKeyword(keyword: string): boolean {
    return this.peek().kind === 'word' && this.peek().text.toLowerCase() === keyword;
  }

  private peek(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new Error('The list of tokens ends with an end token');
    return token;
  }

  private take(): NameToken {
    const { text, position } = this.peek();
    this.index++;
    return { text, position };
  }
}

function unexpected(token: Token, wanted: string): ScimError {
  const found = token.kind === 'end' ? 'it ends' : `"${beginningOf(token.text, longestQuote)}" stands`;
  return ScimError.invalidFilter(`The filter needs ${wanted} at position ${token.position}, where ${found}`);
}
