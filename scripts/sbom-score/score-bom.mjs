import { bsiCategories, classicCategories } from './sbomqs-classic.mjs';
import { built, specified } from './sbomqs-2.mjs';
import { readScoredDocument } from './scored-document.mjs';

/**
 * Scores a CycloneDX document (parsed JSON) as sbomqs does, from 0 to 10. `published`: the weights of its 2.0 as its specification
 * states them; `program`: as its 2.0 computes them; `classic`: the five categories of the engine before; `classicWithBsi`: what that
 * prints as its average since it counts the BSI's guideline too. `features` says what each feature came to, under
 * `engine/category/feature`; null is one that does not apply.
 *
 * `schemaValid`: what a validator of the official schemas said of the document; true where it was not asked.
 */
export function scoreBom(bom, { schemaValid = true } = {}) {
  const document = readScoredDocument(bom, { schemaValid });
  const classic = classicScores(document, classicCategories);
  const bsi = classicScores(document, bsiCategories);
  const published = weightedScores(document, 'published', specified);
  const program = weightedScores(document, 'program', built);
  return {
    components: document.components.length,
    published: published.score,
    program: program.score,
    classic: mean(classic),
    classicWithBsi: mean([...classic, ...bsi]),
    features: Object.fromEntries(
      [...published.features, ...program.features, ...classic, ...bsi].map(({ name, score }) => [name, score ?? null]),
    ),
  };
}

function classicScores(document, groups) {
  return Object.entries(groups).flatMap(([category, features]) =>
    Object.entries(features).map(([name, feature]) => ({
      name: `classic/${category}/${name}`,
      score: feature(document),
    })),
  );
}

const mean = (scores) => scores.reduce((sum, { score = 0 }) => sum + score, 0) / scores.length;

function weightedScores(document, engine, categories) {
  const features = [];
  let sum = 0;
  let weights = 0;
  for (const [category, { weight, features: asked }] of Object.entries(categories)) {
    const scored = Object.entries(asked).map(([name, [share, feature]]) => ({
      name: `${engine}/${category}/${name}`,
      weight: share,
      score: feature(document),
    }));
    features.push(...scored);
    sum += weight * weighted(scored);
    weights += weight;
  }
  return { score: sum / weights, features };
}

function weighted(scored) {
  const applicable = scored.filter(({ score }) => score !== undefined);
  const total = applicable.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? 0 : applicable.reduce((sum, { weight, score }) => sum + (weight * score) / total, 0);
}
