import {cached} from './cached';

describe('a cache of promises', () => {
    test('makes a value once, for all who ask', async () => {
        const cache = new Map<string, Promise<number>>();
        const make = jest.fn(() => Promise.resolve(7));
        await expect(Promise.all([cached(cache, 'key', make), cached(cache, 'key', make)])).resolves.toEqual([7, 7]);
        await expect(cached(cache, 'key', make)).resolves.toBe(7);
        expect(make).toHaveBeenCalledTimes(1);
    });

    test('keeps no failure', async () => {
        const cache = new Map<string, Promise<number>>();
        const make = jest.fn(() => Promise.resolve(7)).mockRejectedValueOnce(new Error('this once'));
        await expect(cached(cache, 'key', make)).rejects.toThrow('this once');
        await expect(cached(cache, 'key', make)).resolves.toBe(7);
    });
});
