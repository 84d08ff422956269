import { lookUpGroups, lookUpGroupsSchema } from '@/lib/mapping/look-up-groups';
import { suggestGroups } from '@/lib/mapping/suggest-groups';
import { answerViewer, jsonAnswer } from '../answer-viewer';
import { readJson } from '../read-json';

/** Longer texts are in no name of a group that a rule could have. */
const LONGEST_SEARCH = 500;

/** Groups that the identity provider has pushed and whose name holds `search`. */
export function GET(request: Request): Promise<Response> {
  return answerViewer('manageIdentity', async ({ tenantId }) => {
    const search = new URL(request.url).searchParams.get('search') ?? '';
    return jsonAnswer(200, await suggestGroups(tenantId, search.slice(0, LONGEST_SEARCH)));
  });
}

/** The groups of names that were entered; a POST, because they may be many and long. It changes nothing. */
export function POST(request: Request): Promise<Response> {
  return answerViewer('manageIdentity', async ({ tenantId }) => {
    const input = lookUpGroupsSchema.safeParse(await readJson(request));
    if (!input.success) return jsonAnswer(400, { message: 'names must be a list of up to 100 texts.' });
    return jsonAnswer(200, await lookUpGroups(tenantId, input.data.names));
  });
}
