import { readFileSync } from 'node:fs';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import type { GuardedCall } from '@/testing/guarded-actions';

/** A server action as the build knows it. */
export interface BuiltAction {
  id: string;
  file: string;
  name: string;
  /** Address of a page that has it. */
  path: string;
}

interface Manifest {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
}

/** "app/(dashboard)/settings/members/page" is /settings/members. */
function pathOf(worker: string): string {
  return worker.replace(/^app/, '').replace(/\/page$/, '').replace(/\/\([^)]*\)/g, '');
}

/** Every server action that can be called, in the words of the build. */
export function builtActions(): BuiltAction[] {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as Manifest;
  return Object.entries(manifest.node).map(([id, { filename: file, exportedName: name, workers }]) => {
    const path = Object.keys(workers).map(pathOf).find((each) => !each.includes('['));
    return { id, file, name, path: path ?? '/' };
  });
}

/** Calls an action as a page would that the visitor has no buttons on. */
export function callAction(
  request: APIRequestContext,
  origin: string,
  { id, path }: BuiltAction,
  input: GuardedCall['input'],
): Promise<APIResponse> {
  const headers = { 'next-action': id, accept: 'text/x-component', origin };
  const options = { maxRedirects: 0 };
  if ('args' in input) {
    const text = { ...headers, 'content-type': 'text/plain;charset=UTF-8' };
    return request.post(path, { ...options, headers: text, data: JSON.stringify(input.args) });
  }
  // React sends a form as the parts that begin with its number, and then the list of arguments, which names it.
  const multipart = new FormData();
  for (const [name, value] of Object.entries(input.form)) multipart.append(`_1_${name}`, value);
  multipart.append('0', '["$K1"]');
  return request.post(path, { ...options, headers, multipart });
}
