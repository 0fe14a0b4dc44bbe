import type { ContentState } from './content-model.js';
import type { SimpleType } from './simple-type.js';

export interface AttributeRule {
  readonly type: SimpleType;
  readonly required: boolean;
}

export interface ElementRule {
  readonly name: string;
  readonly type: ElementType;
  /** What an element without content stands for. */
  readonly default: string | undefined;
  /** Whether the values of `bom-ref` below it must differ. */
  readonly uniqueRefs: boolean;
}

/** What an element may hold. `anything` is what XML Schema calls anyType. */
export type ElementType = { readonly kind: 'anything' } | DeclaredType;

export type DeclaredType = TextElementType | ParentElementType;

export type OtherAttributes = 'none' | 'foreign' | 'any';

interface WithAttributes {
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  /** Which attributes may stand there besides: those of other namespaces, or all. */
  readonly others: OtherAttributes;
  readonly typeName: string | undefined;
}

interface TextElementType extends WithAttributes {
  readonly kind: 'text';
  readonly text: SimpleType;
}

export interface ParentElementType extends WithAttributes {
  /** `empty`: not even white space. */
  readonly kind: 'empty' | 'elements' | 'mixed';
  /** The children that it knows, wherever they may stand. */
  readonly children: ReadonlyMap<string, () => ElementRule>;
  readonly start: () => ContentState;
}
