import { mappingDraftSchema } from '@/lib/mapping/mapping-draft';
import { previewListSchema, previewMapping } from '@/lib/mapping/preview-mapping';
import { invalidParts } from '@/lib/shared/action-result';
import { answerViewer, jsonAnswer } from '../answer-viewer';
import { readJson } from '../read-json';

const questionSchema = previewListSchema.extend({ draft: mappingDraftSchema });

/**
 * What saving a mapping would do. A POST, because a mapping may have thousands of rules; it changes nothing.
 * No server action, because those wait for each other, and a question that is out of date is given up here.
 */
export function POST(request: Request): Promise<Response> {
  return answerViewer('manageIdentity', async (viewer) => {
    const question = questionSchema.safeParse(await readJson(request));
    if (!question.success) {
      const { fieldErrors = {} } = invalidParts(question.error);
      return jsonAnswer(200, { ok: false, fieldErrors: withoutPrefix(fieldErrors) });
    }
    const { draft, ...list } = question.data;
    return jsonAnswer(200, await previewMapping(viewer, draft, list));
  });
}

/** Fields of the draft are named as when it is saved: `groupRules.3.name`, not `draft.groupRules.3.name`. */
function withoutPrefix(fieldErrors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldErrors).map(([place, message]) => [place.replace(/^draft\./, ''), message]),
  );
}
