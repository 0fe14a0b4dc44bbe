import type { Annotation, RenderInput } from '@assay/report';
export function annotationsOf(_i: RenderInput, _o: { limit: number }): readonly Annotation[] {
  return [];
}
export function renderMarkdown(_i: RenderInput, _o: { maxBytes: number }): string {
  return 'x';
}
