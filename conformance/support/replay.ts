import { answerDifferences, valueAt } from '@/conformance/support/answer-differences';
import type { Send } from '@/conformance/support/client';
import { withVariables } from '@/conformance/support/transcript';
import type { Exchange } from '@/conformance/support/transcript';

/**
 * Sends one exchange with the variables that earlier ones captured, and captures its own.
 * @returns how the answer differs from the expected one
 */
export async function replay(send: Send, exchange: Exchange, variables: Map<string, string>): Promise<string[]> {
  const { request, response, capture } = withVariables(exchange, variables);
  const { method, path, query, headers, body } = request;
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const answer = await send({ method, path: path + (pairs.length > 0 ? `?${pairs.join('&')}` : ''), headers, body });
  for (const [name, place] of Object.entries(capture)) variables.set(name, String(valueAt(answer.json, place)));
  return answerDifferences(answer, response);
}
