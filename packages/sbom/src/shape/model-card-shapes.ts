import { externalReferences, organization, properties } from './common-shapes.js';
import { componentData, graphics } from './data-shapes.js';
import { bomRef, choices, list, one, repeated, shape, texts } from './shape.js';

/** Models of machine learning. */

const approach = shape(() => [one('type', 'text')]);
const format = shape(() => [one('format', 'text')]);

const modelParameters = shape(() => [
  one('approach', approach),
  ...texts('task', 'architectureFamily', 'modelArchitecture'),
  choices('datasets', [
    { element: 'ref', value: 'text', key: 'ref' },
    { element: 'dataset', value: componentData },
  ]),
  list('inputs', 'input', format),
  list('outputs', 'output', format),
]);

const confidenceInterval = shape(() => texts('lowerBound', 'upperBound'));

const performanceMetric = shape(() => [
  ...texts('type', 'value', 'slice'),
  one('confidenceInterval', confidenceInterval),
]);

const quantitativeAnalysis = shape(() => [
  list('performanceMetrics', 'performanceMetric', performanceMetric),
  one('graphics', graphics),
]);

const measure = shape(() => [one('value', 'number'), one('unit', 'text')]);

const energyProvider = shape(() => [
  bomRef,
  one('description', 'text'),
  one('organization', organization),
  one('energySource', 'text'),
  one('energyProvided', measure),
  externalReferences,
]);

const energyConsumption = shape(() => [
  one('activity', 'text'),
  repeated('energyProviders', energyProvider),
  one('activityEnergyCost', measure),
  one('co2CostEquivalent', measure),
  one('co2CostOffset', measure),
  properties,
]);

const environmentalConsiderations = shape(() => [
  list('energyConsumptions', 'energyConsumption', energyConsumption),
  properties,
]);

const risk = shape(() => texts('name', 'mitigationStrategy'));
const fairness = shape(() => texts('groupAtRisk', 'benefits', 'harms', 'mitigationStrategy'));

const considerations = shape(() => [
  list('users', 'user', 'text'),
  list('useCases', 'useCase', 'text'),
  list('technicalLimitations', 'technicalLimitation', 'text'),
  list('performanceTradeoffs', 'performanceTradeoff', 'text'),
  list('ethicalConsiderations', 'ethicalConsideration', risk),
  one('environmentalConsiderations', environmentalConsiderations),
  list('fairnessAssessments', 'fairnessAssessment', fairness),
]);

export const modelCard = shape(() => [
  bomRef,
  one('modelParameters', modelParameters),
  one('quantitativeAnalysis', quantitativeAnalysis),
  one('considerations', considerations),
  properties,
]);
