import type { RenderInput } from '@assay/report';
export function renderMarkdown(_i: RenderInput, _o: { maxBytes: number }): string {
  return 'x';
}
