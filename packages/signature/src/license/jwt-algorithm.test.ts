import { p256, p384, p521 } from '@noble/curves/nist.js';
import { expect, test } from 'vitest';
import { curveOrders } from './jwt-algorithm.js';

test('the orders of the curves are those that @noble/curves has', () => {
  const orders = Object.entries({ p256, p384, p521 }).map(([name, { Point }]) => [name, Point.Fn.ORDER]);
  expect(curveOrders).toEqual(Object.fromEntries(orders));
});
