// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { Guard, Pointer, SETTLE_MS } from '../../src/mark/guard.ts';
import { lightness } from '../../src/mark/ground.ts';
import { Limiter } from '../../src/mark/limiter.ts';

const trusted = <E extends Event>(event: E, value = true): E => Object.defineProperty(event, 'isTrusted', { value });

describe('limiter', () => {
  test('allows so many in any stretch, then again after quiet', () => {
    let now = 0;
    const limiter = new Limiter(() => now, 3, 1000);
    const takes = (at: number) => ((now = at), limiter.take());
    expect([0, 10, 20, 30, 999].map(takes)).toEqual([true, true, true, false, false]);
    expect([1000, 1001, 1010, 1020, 1021].map(takes)).toEqual([true, false, true, true, false]);
  });
});

describe('guard', () => {
  test('only a person, and only on what has stood still', () => {
    let now = 0;
    const guard = new Guard(() => now);
    const click = trusted(new MouseEvent('click'));
    expect(guard.allows(click)).toBe(false);
    now = SETTLE_MS;
    expect(guard.allows(click)).toBe(true);
    expect(guard.allows(trusted(new MouseEvent('click'), false))).toBe(false);
    guard.unsettle();
    expect(guard.allows(click)).toBe(false);
  });

  test('asks whether it is seen last, and about a person’s press only', () => {
    let now = 0;
    let asked = 0;
    let seen = false;
    const guard = new Guard(() => now, () => (asked++, seen));
    const click = trusted(new MouseEvent('click'));
    guard.allows(click);
    now = SETTLE_MS;
    guard.allows(trusted(new MouseEvent('click'), false));
    expect(asked).toBe(0);
    expect(guard.allows(click)).toBe(false);
    seen = true;
    expect(guard.allows(click)).toBe(true);
  });

  test('a control that comes under a still pointer waits; one the pointer went to does not', () => {
    let now = 0;
    const stop = new AbortController();
    const pointer = new Pointer(window, stop.signal);
    const guard = new Guard(() => now);
    const at = (type: string, x: number) => trusted(new PointerEvent(type, { clientX: x, clientY: 5 }));
    window.dispatchEvent(at('pointermove', 10));
    now = 1000;
    guard.entered(at('pointerenter', 40), pointer);
    expect(guard.allows(at('click', 40))).toBe(true);
    guard.entered(at('pointerenter', 10), pointer);
    expect(guard.allows(at('click', 10))).toBe(false);
    now += SETTLE_MS;
    expect(guard.allows(at('click', 10))).toBe(true);
    // A finger taps the same place twice without having hovered there.
    guard.entered(trusted(new PointerEvent('pointerenter', { clientX: 10, clientY: 5, pointerType: 'touch' })), pointer);
    expect(guard.allows(at('click', 10))).toBe(true);
    stop.abort();
  });
});

test.each([
  ['rgb(0, 0, 0)', 0, 1],
  ['rgb(255, 255, 255)', 1, 1],
  ['rgba(255, 255, 255, 0.25)', 1, 0.25],
  ['rgba(0, 0, 0, 0)', 0, 0],
  ['color(srgb 1 1 1 / 0.5)', 1, 0.5],
  ['oklch(0.2 0.01 250)', 0.2, 1],
  ['lab(90% 0 0)', 0.9, 1],
])('lightness of %s', (css, light, alpha) => {
  const seen = lightness(css)!;
  expect(seen.light).toBeCloseTo(light, 5);
  expect(seen.alpha).toBeCloseTo(alpha, 5);
});

test.each(['', 'transparent', 'url(x)', 'rgb(a, b, c)', 'rgb(1, 2)'])('no lightness of %j', (css) => {
  expect(lightness(css)).toBeNull();
});
