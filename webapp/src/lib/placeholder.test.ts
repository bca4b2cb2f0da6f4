import {isPlaceholderFor, makePlaceholder, readPlaceholder} from './placeholder';

test('has the 24 bytes of the specification', () => {
    expect(new TextEncoder().encode(makePlaceholder([]))).toHaveLength(24);
});

test('names those mentioned, and is read again', () => {
    expect(makePlaceholder(['alice', 'here'])).toBe('`🔒 Encrypted message` @alice @here');
    expect(readPlaceholder(makePlaceholder(['alice', 'here']))).toEqual(['alice', 'here']);
});

test('names nobody where the host would refuse its length', () => {
    const names = Array.from({length: 256}, (_, index) => `n${String(index).padStart(3, '0')}`.padEnd(64, 'x'));
    expect(makePlaceholder(names)).toBe(makePlaceholder([]));
    expect(makePlaceholder(names.slice(0, 200))).not.toBe(makePlaceholder([]));
});

test('agrees with the body when it names exactly those mentioned, or nobody', () => {
    expect(isPlaceholderFor(makePlaceholder(['alice']), ['alice'])).toBe(true);
    expect(isPlaceholderFor(makePlaceholder([]), ['alice'])).toBe(true);
    expect(isPlaceholderFor(makePlaceholder(['alice', 'bob']), ['alice'])).toBe(false);
    expect(isPlaceholderFor('text', [])).toBe(false);
});

test('does not read more names than a body has', () => {
    const names = Array.from({length: 257}, (_, index) => `n${String(index).padStart(3, '0')}`);
    expect(readPlaceholder(makePlaceholder(names))).toBeUndefined();
    expect(readPlaceholder(makePlaceholder(names.slice(1)))).toHaveLength(256);
});
